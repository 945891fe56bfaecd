import type { Permission } from '../../core/service.ts';
import type { Account } from './account.ts';

/**
 * The permission for an action on a role; `iam:PolicyARN` where a policy is attached or detached.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export function onRole(
  account: Account,
  action: string,
  roleName: string | undefined,
  policyArn?: string,
): Permission {
  const conditions = policyArn === undefined ? {} : { conditions: { 'iam:PolicyARN': policyArn } };
  return { action: `iam:${action}`, resource: account.roles.arn(roleName), ...conditions };
}

/** The permission for an action on a managed policy. */
export function onPolicy(action: string, policyArn: string | undefined): Permission {
  return { action: `iam:${action}`, resource: String(policyArn) };
}

/** `iam:PermissionsBoundary`, where a boundary is set. */
export function boundaryCondition(policyArn: string | undefined) {
  return policyArn === undefined ? {} : { conditions: { 'iam:PermissionsBoundary': policyArn } };
}
