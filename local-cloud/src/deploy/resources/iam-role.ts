import type {
  CreateRoleCommandOutput,
  ListAttachedRolePoliciesCommandOutput,
  ListRolePoliciesCommandOutput,
} from '@aws-sdk/client-iam';
import * as z from 'zod';
import { jsonObject } from '../../core/json-schemas.ts';
import {
  defined,
  number,
  orRemoved,
  type ResourceContext,
  resourceType,
  tags,
} from '../resource-type.ts';

const properties = z.strictObject({
  RoleName: z.string().optional(),
  Path: z.string().optional(),
  Description: z.string().optional(),
  MaxSessionDuration: number.optional(),
  AssumeRolePolicyDocument: jsonObject,
  Policies: z
    .array(z.strictObject({ PolicyName: z.string(), PolicyDocument: jsonObject }))
    .default([]),
  ManagedPolicyArns: z.array(z.string()).default([]),
  PermissionsBoundary: z.string().optional(),
  Tags: tags.optional(),
});

type Grants = Pick<z.output<typeof properties>, 'Policies' | 'ManagedPolicyArns'>;

/** Of what is left out, in seconds. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const DEFAULTS = { Description: '', MaxSessionDuration: 3600 };

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html */
export const iamRole = resourceType({
  type: 'AWS::IAM::Role',
  properties,
  async create(given, context) {
    const { AssumeRolePolicyDocument, Policies, ManagedPolicyArns, ...settings } = given;
    const RoleName = given.RoleName ?? context.generatedName(64);
    const created = await context.call<CreateRoleCommandOutput>(
      'IAM',
      'CreateRole',
      defined({
        ...settings,
        RoleName,
        AssumeRolePolicyDocument: JSON.stringify(AssumeRolePolicyDocument),
      }),
    );
    const remove = async () => {
      await revoke(RoleName, await grantsOf(RoleName, context), context);
      await context.call('IAM', 'DeleteRole', { RoleName });
    };
    await orRemoved(remove, () => grant(RoleName, given, context));
    return {
      ref: RoleName,
      attributes: { Arn: created.Role!.Arn!, RoleId: created.Role!.RoleId! },
      remove,
    };
  },
  fixed: ['RoleName', 'Path', 'Tags'],
  async update({ ref: RoleName }, given, context, before) {
    const { Description, MaxSessionDuration, AssumeRolePolicyDocument } = given;
    const settings = { ...DEFAULTS, ...defined({ Description, MaxSessionDuration }) };
    await context.call('IAM', 'UpdateRole', { RoleName, ...settings });
    await context.call('IAM', 'UpdateAssumeRolePolicy', {
      RoleName,
      PolicyDocument: JSON.stringify(AssumeRolePolicyDocument),
    });
    if (given.PermissionsBoundary !== before.PermissionsBoundary) {
      await bind(RoleName, given.PermissionsBoundary, context);
    }
    await grant(RoleName, given, context);
    await revoke(RoleName, withoutThose(before, given), context);
  },
});

function bind(
  RoleName: string,
  PermissionsBoundary: string | undefined,
  { call }: ResourceContext,
): Promise<unknown> {
  return PermissionsBoundary === undefined
    ? call('IAM', 'DeleteRolePermissionsBoundary', { RoleName })
    : call('IAM', 'PutRolePermissionsBoundary', { RoleName, PermissionsBoundary });
}

async function grant(RoleName: string, grants: Grants, context: ResourceContext): Promise<void> {
  for (const { PolicyName, PolicyDocument } of grants.Policies) {
    await context.call('IAM', 'PutRolePolicy', {
      RoleName,
      PolicyName,
      PolicyDocument: JSON.stringify(PolicyDocument),
    });
  }
  for (const PolicyArn of grants.ManagedPolicyArns) {
    await context.call('IAM', 'AttachRolePolicy', { RoleName, PolicyArn });
  }
}

/** What a role holds, by name. */
interface Held {
  readonly names: readonly string[];
  readonly arns: readonly string[];
}

async function revoke(RoleName: string, held: Held, context: ResourceContext): Promise<void> {
  for (const PolicyName of held.names) {
    await context.call('IAM', 'DeleteRolePolicy', { RoleName, PolicyName });
  }
  for (const PolicyArn of held.arns) {
    await context.call('IAM', 'DetachRolePolicy', { RoleName, PolicyArn });
  }
}

/** What the template gave the role and gives it no more: what others gave it stays. */
function withoutThose(before: Grants, now: Grants): Held {
  const names = now.Policies.map(({ PolicyName }) => PolicyName);
  return {
    names: before.Policies.map(({ PolicyName }) => PolicyName).filter(
      (name) => !names.includes(name),
    ),
    arns: before.ManagedPolicyArns.filter((arn) => !now.ManagedPolicyArns.includes(arn)),
  };
}

async function grantsOf(RoleName: string, context: ResourceContext): Promise<Held> {
  const { PolicyNames = [] } = await context.call<ListRolePoliciesCommandOutput>(
    'IAM',
    'ListRolePolicies',
    { RoleName },
  );
  const { AttachedPolicies = [] } = await context.call<ListAttachedRolePoliciesCommandOutput>(
    'IAM',
    'ListAttachedRolePolicies',
    { RoleName },
  );
  return { names: PolicyNames, arns: AttachedPolicies.map(({ PolicyArn }) => PolicyArn!) };
}
