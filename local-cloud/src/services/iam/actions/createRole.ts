import type { CreateRoleCommandOutput, CreateRoleRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../core/service.ts';
import type { Account } from '../account.ts';
import { storeTrust } from '../documents.ts';
import {
  maxSessionDuration,
  permissionsBoundary,
  policyDocument,
  roleDescription,
  roleName,
  rolePath,
  tagList,
} from '../members.ts';
import { boundaryCondition } from '../permissions.ts';
import { describeRole } from '../roles.ts';
import { addTags, type Tags } from '../tags.ts';

/**
 * Makes a role that the trust policy lets be assumed.
 * Errors: EntityAlreadyExists, NoSuchEntity (boundary), MalformedPolicyDocument, LimitExceeded,
 * InvalidInput, ValidationError.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
 */
export function createRole(
  account: Account,
): Operation<CreateRoleRequest, Omit<CreateRoleCommandOutput, '$metadata'>> {
  return {
    members: {
      Path: rolePath,
      RoleName: roleName,
      AssumeRolePolicyDocument: policyDocument,
      Description: roleDescription,
      MaxSessionDuration: maxSessionDuration,
      PermissionsBoundary: permissionsBoundary,
      Tags: tagList,
    },
    permissions: (input) => [
      {
        action: 'iam:CreateRole',
        resource: account.roles.arn(input.RoleName, input.Path ?? '/'),
        ...boundaryCondition(input.PermissionsBoundary),
      },
    ],
    handle(input) {
      const { RoleName: name = '', Path: path = '/', MaxSessionDuration = 3600 } = input;
      const tags: Tags = new Map();
      const boundary = input.PermissionsBoundary;
      if (boundary !== undefined) account.policies.getAttachable(boundary, 'Scope ARN:');
      addTags(tags, input.Tags ?? []);
      const role = account.roles.create({
        name,
        path,
        description: input.Description,
        maxSessionDuration: MaxSessionDuration,
        trust: storeTrust(input.AssumeRolePolicyDocument ?? ''),
        tags,
        boundary,
      });
      // AWS tells how long sessions may be to GetRole and ListRoles only.
      const { MaxSessionDuration: _, ...told } = describeRole(role);
      return { Role: told };
    },
  };
}
