import type {
  ListEntitiesForPolicyCommandOutput,
  ListEntitiesForPolicyRequest,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { marker, maxItems, policyArn, rolePathPrefix } from '../members.ts';
import { page } from '../pages.ts';
import { onPolicy } from '../permissions.ts';

/**
 * The roles that a managed policy is attached to, and those it is the boundary of.
 * Errors: NoSuchEntity, ValidationError.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html
 */
export function listEntitiesForPolicy(
  account: Account,
): Operation<ListEntitiesForPolicyRequest, Omit<ListEntitiesForPolicyCommandOutput, '$metadata'>> {
  return {
    members: {
      PolicyArn: policyArn,
      EntityFilter: { enum: ['User', 'Role', 'Group', 'LocalManagedPolicy', 'AWSManagedPolicy'] },
      PolicyUsageFilter: { enum: ['PermissionsPolicy', 'PermissionsBoundary'] },
      PathPrefix: rolePathPrefix,
      Marker: marker,
      MaxItems: maxItems,
    },
    permissions: (input) => [onPolicy('ListEntitiesForPolicy', input.PolicyArn)],
    handle(input) {
      const { PathPrefix = '/', EntityFilter = 'Role', PolicyUsageFilter: usage } = input;
      const { arn } = account.policies.get(input.PolicyArn);
      const roles = account.roles
        .all()
        .filter(({ path }) => path.startsWith(PathPrefix))
        .filter(
          ({ attached, boundary }) =>
            (attached.has(arn) && usage !== 'PermissionsBoundary') ||
            (boundary === arn && usage !== 'PermissionsPolicy'),
        )
        .filter(() => EntityFilter === 'Role')
        .map(({ name, id }) => ({ RoleName: name, RoleId: id }));
      const { items, rest } = page(roles, input);
      return { PolicyRoles: [...items], PolicyGroups: [], PolicyUsers: [], ...rest };
    },
  };
}
