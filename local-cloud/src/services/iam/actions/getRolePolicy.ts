import type { GetRolePolicyCommandOutput, GetRolePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { encodeDocument } from '../documents.ts';
import { noSuchEntity } from '../errors.ts';
import { policyName, roleName } from '../members.ts';
import { onRole } from '../permissions.ts';

/**
 * An inline policy of a role.
 * Errors: NoSuchEntity.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html
 */
export function getRolePolicy(
  account: Account,
): Operation<GetRolePolicyRequest, Omit<GetRolePolicyCommandOutput, '$metadata'>> {
  return {
    members: { RoleName: roleName, PolicyName: policyName },
    permissions: (input) => [onRole(account, 'GetRolePolicy', input.RoleName)],
    handle(input) {
      const role = account.roles.get(input.RoleName);
      const { PolicyName: name = '' } = input;
      const stored = role.inline.get(name);
      if (stored === undefined) {
        throw noSuchEntity(`The role policy with name ${name} cannot be found.`);
      }
      return { RoleName: role.name, PolicyName: name, PolicyDocument: encodeDocument(stored) };
    },
  };
}
