import type { UntagRoleCommandOutput, UntagRoleRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { onRole } from '../permissions.ts';
import { removeTags } from '../tags.ts';

/**
 * Removes tags of a role by their keys.
 * Errors: NoSuchEntity.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html
 */
export function untagRole(
  account: Account,
): Operation<UntagRoleRequest, Omit<UntagRoleCommandOutput, '$metadata'>> {
  return {
    members: { RoleName: { required: true }, TagKeys: { required: true } },
    permissions: (input) => [onRole(account, 'UntagRole', input.RoleName)],
    handle(input) {
      removeTags(account.roles.get(input.RoleName).tags, input.TagKeys ?? []);
      return {};
    },
  };
}
