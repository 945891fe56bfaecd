import type { DeleteChangeSetInput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../core/service.ts';
import { changeSetName, stackName } from '../members.ts';
import type { Stacks } from '../stacks.ts';

/**
 * Forgets a change set; one that is not there is forgotten already. Errors: ValidationError for a stack that is not.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteChangeSet.html
 */
export function deleteChangeSet(stacks: Stacks): Operation<DeleteChangeSetInput, object> {
  return {
    members: { ChangeSetName: { ...changeSetName, required: true }, StackName: stackName },
    permissions: ({ StackName, ChangeSetName }) =>
      stacks.permission('DeleteChangeSet', StackName ?? stacks.stackOf(ChangeSetName)),
    handle(input) {
      const found = stacks.findChangeSet(input);
      found?.record.changeSets.delete(found.changeSet.name);
      return {};
    },
  };
}
