import type { TagRoleCommandOutput, TagRoleRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { roleName, tagList } from '../members.ts';
import { onRole } from '../permissions.ts';
import { addTags } from '../tags.ts';

/**
 * Adds tags to a role; a tag of the same key is replaced.
 * Errors: NoSuchEntity, InvalidInput, LimitExceeded (50 tags).
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html
 */
export function tagRole(
  account: Account,
): Operation<TagRoleRequest, Omit<TagRoleCommandOutput, '$metadata'>> {
  return {
    members: { RoleName: roleName, Tags: { ...tagList, required: true } },
    permissions: (input) => [onRole(account, 'TagRole', input.RoleName)],
    handle(input) {
      addTags(account.roles.get(input.RoleName).tags, input.Tags ?? []);
      return {};
    },
  };
}
