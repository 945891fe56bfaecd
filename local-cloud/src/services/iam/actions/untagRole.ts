import type { UntagRoleCommandOutput, UntagRoleRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { roleName, tagKey } from '../members.ts';
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
    members: { RoleName: roleName, TagKeys: { required: true, length: [0, 50], items: tagKey } },
    permissions: (input) => [onRole(account, 'UntagRole', input.RoleName)],
    handle(input) {
      removeTags(account.roles.get(input.RoleName).tags, input.TagKeys ?? []);
      return {};
    },
  };
}
