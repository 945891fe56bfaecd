import type { ListRolesCommandOutput, ListRolesRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { marker, maxItems, pathPrefix } from '../members.ts';
import { page } from '../pages.ts';
import { describeRole, type RoleEntity } from '../roles.ts';

/**
 * The roles whose path begins with the prefix.
 * Errors: ValidationError.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html
 */
export function listRoles(
  account: Account,
): Operation<ListRolesRequest, Omit<ListRolesCommandOutput, '$metadata'>> {
  return {
    members: { PathPrefix: pathPrefix, Marker: marker, MaxItems: maxItems },
    permissions: () => [{ action: 'iam:ListRoles', resource: account.roles.arn('*') }],
    handle(input) {
      const { PathPrefix = '/' } = input;
      const roles = account.roles.all().filter(({ path }) => path.startsWith(PathPrefix));
      const { items, rest } = page(roles, input);
      return { Roles: items.map(asListed), ...rest };
    },
  };
}

/** A list shows neither tags nor boundaries. */
function asListed(role: RoleEntity) {
  const { Tags: _tags, PermissionsBoundary: _boundary, ...rest } = describeRole(role);
  return rest;
}
