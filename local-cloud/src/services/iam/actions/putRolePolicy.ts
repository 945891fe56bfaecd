import type { PutRolePolicyCommandOutput, PutRolePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { documentSize, storeDocument } from '../documents.ts';
import { limitExceeded } from '../errors.ts';
import { policyDocument, policyName, roleName } from '../members.ts';
import { onRole } from '../permissions.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const LONGEST_INLINE = 10_240;

/**
 * Adds or replaces an inline policy of a role.
 * Errors: NoSuchEntity, MalformedPolicyDocument, LimitExceeded (10,240 characters in all).
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html
 */
export function putRolePolicy(
  account: Account,
): Operation<PutRolePolicyRequest, Omit<PutRolePolicyCommandOutput, '$metadata'>> {
  return {
    members: { RoleName: roleName, PolicyName: policyName, PolicyDocument: policyDocument },
    permissions: (input) => [onRole(account, 'PutRolePolicy', input.RoleName)],
    handle(input) {
      const role = account.roles.get(input.RoleName);
      const { PolicyName: name = '', PolicyDocument: text = '' } = input;
      const stored = storeDocument(text, 'inline');
      const others = [...role.inline].filter(([other]) => other !== name);
      const sizes = others.map(([, other]) => documentSize(other.text));
      const total = sizes.reduce((sum, size) => sum + size, documentSize(text));
      if (total > LONGEST_INLINE) {
        throw limitExceeded(
          `Maximum policy size of ${LONGEST_INLINE} bytes exceeded for role ${role.name}`,
        );
      }
      role.inline.set(name, stored);
      return {};
    },
  };
}
