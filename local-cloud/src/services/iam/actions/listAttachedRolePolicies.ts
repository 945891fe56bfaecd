import type {
  ListAttachedRolePoliciesCommandOutput,
  ListAttachedRolePoliciesRequest,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { marker, maxItems, policyPathPrefix, roleName } from '../members.ts';
import { page } from '../pages.ts';
import { onRole } from '../permissions.ts';

/**
 * The managed policies that are attached to a role.
 * Errors: NoSuchEntity, ValidationError.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html
 */
export function listAttachedRolePolicies(
  account: Account,
): Operation<
  ListAttachedRolePoliciesRequest,
  Omit<ListAttachedRolePoliciesCommandOutput, '$metadata'>
> {
  return {
    members: {
      RoleName: roleName,
      PathPrefix: policyPathPrefix,
      Marker: marker,
      MaxItems: maxItems,
    },
    permissions: (input) => [onRole(account, 'ListAttachedRolePolicies', input.RoleName)],
    handle(input) {
      const { PathPrefix = '/' } = input;
      const attached = [...account.roles.get(input.RoleName).attached]
        .map((arn) => account.policies.get(arn))
        .filter(({ path }) => path.startsWith(PathPrefix))
        .map(({ name, arn }) => ({ PolicyName: name, PolicyArn: arn }));
      const { items, rest } = page(attached, input);
      return { AttachedPolicies: [...items], ...rest };
    },
  };
}
