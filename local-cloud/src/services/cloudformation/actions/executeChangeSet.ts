import type { ExecuteChangeSetInput } from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import type { ChangeSet } from '../change-set.ts';
import { deployerOf } from '../deployer.ts';
import type { Deployments } from '../deployments.ts';
import { changeSetName, checkRollback, clientRequestToken, stackName } from '../members.ts';
import type { StackRecord } from '../stack-record.ts';
import type { Stacks } from '../stacks.ts';

/**
 * Makes what a change set says, and answers before that is done; the stack's other change sets go. Errors:
 * ChangeSetNotFound, InvalidChangeSetStatus, ValidationError.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ExecuteChangeSet.html
 */
export function executeChangeSet(
  stacks: Stacks,
  deployments: Deployments,
): Operation<ExecuteChangeSetInput, object> {
  return {
    members: {
      ChangeSetName: { ...changeSetName, required: true },
      StackName: stackName,
      DisableRollback: {},
      ClientRequestToken: clientRequestToken,
    },
    permissions: ({ StackName, ChangeSetName }) =>
      stacks.permission('ExecuteChangeSet', StackName ?? stacks.stackOf(ChangeSetName)),
    async handle(input, { principal }) {
      checkRollback(input);
      const { record, changeSet } = stacks.changeSet(input);
      const { type, source, onFailure } = changeSet;
      checkExecutable(record, changeSet);
      const deployer = await deployerOf(stacks.cloud, principal, changeSet.roleArn);
      // Others had their turn meanwhile.
      checkExecutable(record, changeSet);
      if (type === 'UPDATE') stacks.updatable(record.id);
      record.changeSets.clear();
      record.roleArn = changeSet.roleArn;
      if (type === 'CREATE') deployments.create(record, source, deployer, onFailure);
      else deployments.update(record, source, deployer);
      record.changeSets.set(changeSet.name, { ...changeSet, execution: 'EXECUTE_COMPLETE' });
      return {};
    },
  };
}

/** It is there, nobody has executed it, and a stack that it is to make is not made, or deleted, yet. */
function checkExecutable(
  record: StackRecord,
  { id, name, status, execution, type }: ChangeSet,
): void {
  const isThere = record.changeSets.get(name)?.id === id;
  const isAwaited = type !== 'CREATE' || record.status === 'REVIEW_IN_PROGRESS';
  if (isThere && isAwaited && execution === 'AVAILABLE') return;
  const what = `ChangeSet [${id}] cannot be executed in its current status of [${status}]`;
  throw new AwsError('InvalidChangeSetStatus', what);
}
