import type { Cloud, Operation, Service } from '../../core/service.ts';
import { stateOf } from '../../core/state.ts';
import { validationErrors } from '../../core/validation-errors.ts';
import { Account } from './account.ts';
import { attachRolePolicy } from './actions/attachRolePolicy.ts';
import { createPolicy } from './actions/createPolicy.ts';
import { createPolicyVersion } from './actions/createPolicyVersion.ts';
import { createRole } from './actions/createRole.ts';
import { deletePolicy } from './actions/deletePolicy.ts';
import { deletePolicyVersion } from './actions/deletePolicyVersion.ts';
import { deleteRole } from './actions/deleteRole.ts';
import { deleteRolePermissionsBoundary } from './actions/deleteRolePermissionsBoundary.ts';
import { deleteRolePolicy } from './actions/deleteRolePolicy.ts';
import { detachRolePolicy } from './actions/detachRolePolicy.ts';
import { getPolicy } from './actions/getPolicy.ts';
import { getPolicyVersion } from './actions/getPolicyVersion.ts';
import { getRole } from './actions/getRole.ts';
import { getRolePolicy } from './actions/getRolePolicy.ts';
import { listAttachedRolePolicies } from './actions/listAttachedRolePolicies.ts';
import { listEntitiesForPolicy } from './actions/listEntitiesForPolicy.ts';
import { listInstanceProfilesForRole } from './actions/listInstanceProfilesForRole.ts';
import { listPolicies } from './actions/listPolicies.ts';
import { listPolicyTags } from './actions/listPolicyTags.ts';
import { listPolicyVersions } from './actions/listPolicyVersions.ts';
import { listRolePolicies } from './actions/listRolePolicies.ts';
import { listRoles } from './actions/listRoles.ts';
import { listRoleTags } from './actions/listRoleTags.ts';
import { putRolePermissionsBoundary } from './actions/putRolePermissionsBoundary.ts';
import { putRolePolicy } from './actions/putRolePolicy.ts';
import { setDefaultPolicyVersion } from './actions/setDefaultPolicyVersion.ts';
import { tagPolicy } from './actions/tagPolicy.ts';
import { tagRole } from './actions/tagRole.ts';
import { untagPolicy } from './actions/untagPolicy.ts';
import { untagRole } from './actions/untagRole.ts';
import { updateAssumeRolePolicy } from './actions/updateAssumeRolePolicy.ts';
import { updateRole } from './actions/updateRole.ts';
import { type OnChange, tracked } from './cloudtrail.ts';
import type { Roles } from './roles.ts';

export type { OnChange } from './cloudtrail.ts';
export type { RoleEntity, Roles } from './roles.ts';

export interface IamOptions {
  /** Told about every change, as CloudTrail would tell EventBridge. */
  readonly onChange?: OnChange;
}

/** IAM: roles with their trust, inline and attached policies, and managed policies with versions. */
export function createIam(
  cloud: Cloud,
  { onChange = () => {} }: IamOptions = {},
): Service & { readonly roles: Roles } {
  const account = new Account(cloud);
  const reads = {
    GetPolicy: getPolicy(account),
    GetPolicyVersion: getPolicyVersion(account),
    GetRole: getRole(account),
    GetRolePolicy: getRolePolicy(account),
    ListAttachedRolePolicies: listAttachedRolePolicies(account),
    ListEntitiesForPolicy: listEntitiesForPolicy(account),
    ListInstanceProfilesForRole: listInstanceProfilesForRole(account),
    ListPolicies: listPolicies(account),
    ListPolicyVersions: listPolicyVersions(account),
    ListRolePolicies: listRolePolicies(account),
    ListRoleTags: listRoleTags(account),
    ListPolicyTags: listPolicyTags(account),
    ListRoles: listRoles(account),
  };
  const writes = {
    AttachRolePolicy: attachRolePolicy(account),
    CreatePolicy: createPolicy(account),
    CreatePolicyVersion: createPolicyVersion(account),
    CreateRole: createRole(account),
    DeletePolicy: deletePolicy(account),
    DeletePolicyVersion: deletePolicyVersion(account),
    DeleteRole: deleteRole(account),
    DeleteRolePermissionsBoundary: deleteRolePermissionsBoundary(account),
    DeleteRolePolicy: deleteRolePolicy(account),
    DetachRolePolicy: detachRolePolicy(account),
    PutRolePermissionsBoundary: putRolePermissionsBoundary(account),
    PutRolePolicy: putRolePolicy(account),
    SetDefaultPolicyVersion: setDefaultPolicyVersion(account),
    TagPolicy: tagPolicy(account),
    TagRole: tagRole(account),
    UntagPolicy: untagPolicy(account),
    UntagRole: untagRole(account),
    UpdateAssumeRolePolicy: updateAssumeRolePolicy(account),
    UpdateRole: updateRole(account),
  };
  const operations = { ...reads, ...trackAll(writes, onChange) };
  return {
    sdkId: 'IAM',
    operations,
    refusal: validationErrors('ValidationError'),
    state: stateOf({ policies: account.policies, roles: account.roles }),
    roles: account.roles,
  };
}

function trackAll<Operations extends Readonly<Record<string, Operation<never, object>>>>(
  operations: Operations,
  onChange: OnChange,
): Operations {
  const entries = Object.entries(operations).map(([name, served]) => [
    name,
    tracked(name, served as Operation<object, object>, onChange),
  ]);
  return Object.fromEntries(entries) as Operations;
}
