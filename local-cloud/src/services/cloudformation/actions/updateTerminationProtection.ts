import type {
  UpdateTerminationProtectionInput,
  UpdateTerminationProtectionOutput,
} from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../../core/service.ts';
import { stackName } from '../members.ts';
import type { Stacks } from '../stacks.ts';

/**
 * Keeps a stack from being deleted, or lets it be. Errors: ValidationError.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateTerminationProtection.html
 */
export function updateTerminationProtection(
  stacks: Stacks,
): Operation<UpdateTerminationProtectionInput, UpdateTerminationProtectionOutput> {
  return {
    members: {
      EnableTerminationProtection: { required: true },
      StackName: { ...stackName, required: true },
    },
    permissions: ({ StackName }) => stacks.permission('UpdateTerminationProtection', StackName),
    handle({ StackName, EnableTerminationProtection }) {
      const record = stacks.get(StackName);
      record.isProtected = EnableTerminationProtection!;
      return { StackId: record.id };
    },
  };
}
