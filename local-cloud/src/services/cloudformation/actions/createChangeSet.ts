import type { CreateChangeSetInput, CreateChangeSetOutput } from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { type ChangeSet, changesOf, differs, NO_CHANGES } from '../change-set.ts';
import { deployerOf, passRole } from '../deployer.ts';
import { type Deployments, USER_INITIATED } from '../deployments.ts';
import {
  checkNotifications,
  checkRollback,
  deploymentConfig,
  newChangeSetName,
  roleArn,
  stackName,
} from '../members.ts';
import { sourceMembers, sourceOf } from '../source.ts';
import type { Source, StackRecord } from '../stack-record.ts';
import { invalid, type Stacks } from '../stacks.ts';

/**
 * Notes what would change. One of the type CREATE brings a stack that is under review. Errors:
 * AlreadyExistsException, InsufficientCapabilitiesException, ValidationError.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html
 */
export function createChangeSet(
  stacks: Stacks,
  deployments: Deployments,
): Operation<CreateChangeSetInput, CreateChangeSetOutput> {
  return {
    members: {
      StackName: { ...stackName, required: true },
      ChangeSetName: { ...newChangeSetName, required: true },
      ChangeSetType: { enum: ['CREATE', 'UPDATE'] },
      UsePreviousTemplate: {},
      ...sourceMembers,
      RoleARN: roleArn,
      NotificationARNs: { length: [0, 5] },
      ClientToken: { length: [1, 128] },
      Description: { length: [1, 1024] },
      OnStackFailure: { enum: ['ROLLBACK', 'DELETE'] },
      // No stacks within stacks are served, so that there are none to look into.
      IncludeNestedStacks: {},
      DeploymentConfig: deploymentConfig,
      // Nothing is imported: what is there already by its name fails the stack.
      ImportExistingResources: {},
    },
    permissions: ({ StackName, RoleARN }) => [
      ...stacks.permission('CreateChangeSet', StackName),
      ...passRole(RoleARN),
    ],
    async handle(input, { principal }) {
      const { StackName, ChangeSetName, ChangeSetType: type = 'UPDATE' } = input;
      checkRollback(input);
      checkNotifications(input.NotificationARNs);
      const known = stackFor(stacks, input);
      const source = await sourceOf(stacks.cloud, principal, input, {
        before: known?.source,
        expands: true,
      });
      const RoleARN = input.RoleARN ?? known?.roleArn;
      const deployer = await deployerOf(stacks.cloud, principal, RoleARN);
      await deployments.check({ name: known?.name ?? StackName! }, source, deployer);
      const record = stackFor(stacks, input) ?? begin(stacks, StackName!);
      const { cloud } = stacks;
      const id = `arn:aws:cloudformation:${cloud.region}:${cloud.accountId}:changeSet/${ChangeSetName}/${cloud.random.uuid()}`;
      record.changeSets.set(ChangeSetName!, {
        ...{ id, name: ChangeSetName!, type: type as 'CREATE' | 'UPDATE' },
        created: cloud.clock.now(),
        description: input.Description,
        onFailure: input.OnStackFailure === 'DELETE' ? 'DELETE' : 'ROLLBACK',
        roleArn: RoleARN,
        ...{ source, ...outcomeOf(record, source) },
      });
      return { Id: id, StackId: record.id };
    },
  };
}

type Outcome = Pick<ChangeSet, 'changes' | 'status' | 'reason' | 'execution'>;

function outcomeOf({ stack, source: before }: StackRecord, source: Source): Outcome {
  if (stack !== undefined && before !== undefined && !differs(before, source)) {
    return { changes: [], status: 'FAILED', reason: NO_CHANGES, execution: 'UNAVAILABLE' };
  }
  const changes = changesOf(stack?.template, source.template, stack?.resources ?? []);
  return { changes, status: 'CREATE_COMPLETE', execution: 'AVAILABLE' };
}

/** The stack that is to change; undefined: it is to be made. */
function stackFor(
  stacks: Stacks,
  { StackName, ChangeSetName, ChangeSetType = 'UPDATE' }: CreateChangeSetInput,
): StackRecord | undefined {
  const record = ChangeSetType === 'CREATE' ? stacks.find(StackName) : stacks.updatable(StackName);
  if (
    ChangeSetType === 'CREATE' &&
    record !== undefined &&
    record.status !== 'REVIEW_IN_PROGRESS'
  ) {
    throw invalid(
      `Stack [${record.name}] already exists and cannot be created again with the changeSet [${ChangeSetName}].`,
    );
  }
  if (record?.changeSets.has(ChangeSetName!)) {
    throw new AwsError('AlreadyExistsException', `ChangeSet ${ChangeSetName} already exists`);
  }
  return record;
}

function begin(stacks: Stacks, name: string): StackRecord {
  const record = stacks.begin(name);
  record.becomes('REVIEW_IN_PROGRESS', USER_INITIATED);
  return record;
}
