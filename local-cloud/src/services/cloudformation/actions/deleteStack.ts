import type { DeleteStackInput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../core/service.ts';
import type { Deployments } from '../deployments.ts';
import { clientRequestToken, stackName } from '../members.ts';
import { invalid, type Stacks } from '../stacks.ts';

/**
 * Takes a stack down, and answers before it is gone. One that is not there is deleted already. Errors:
 * ValidationError.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html
 */
export function deleteStack(
  stacks: Stacks,
  deployments: Deployments,
): Operation<DeleteStackInput, object> {
  return {
    members: {
      StackName: { ...stackName, required: true },
      DeletionMode: { enum: ['STANDARD'] },
      ClientRequestToken: clientRequestToken,
    },
    permissions: ({ StackName }) => stacks.permission('DeleteStack', StackName),
    handle({ StackName }) {
      const record = stacks.find(StackName);
      if (record === undefined || /^DELETE_(COMPLETE|IN_PROGRESS)$/.test(record.status)) return {};
      if (record.isProtected) {
        const what = `Stack [${record.name}] cannot be deleted while TerminationProtection is enabled`;
        throw invalid(what);
      }
      if (record.isBusy && record.status !== 'REVIEW_IN_PROGRESS')
        throw stacks.busy(record, 'deleted');
      deployments.remove(record);
      return {};
    },
  };
}
