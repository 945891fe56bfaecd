import type { ListRoleTagsCommandOutput, ListRoleTagsRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { marker, maxItems, roleName } from '../members.ts';
import { page } from '../pages.ts';
import { onRole } from '../permissions.ts';
import { listTags } from '../tags.ts';

/**
 * The tags of a role.
 * Errors: NoSuchEntity, ValidationError.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoleTags.html
 */
export function listRoleTags(
  account: Account,
): Operation<ListRoleTagsRequest, Omit<ListRoleTagsCommandOutput, '$metadata'>> {
  return {
    members: { RoleName: roleName, Marker: marker, MaxItems: maxItems },
    permissions: (input) => [onRole(account, 'ListRoleTags', input.RoleName)],
    handle(input) {
      const { items, rest } = page(listTags(account.roles.get(input.RoleName).tags), input);
      return { Tags: [...items], ...rest };
    },
  };
}
