import { isDeepStrictEqual } from 'node:util';
import type {
  CreatePolicyCommandOutput,
  ListPolicyVersionsCommandOutput,
} from '@aws-sdk/client-iam';
import * as z from 'zod';
import { jsonObject } from '../../core/json-schemas.ts';
import { defined, type ResourceContext, resourceType } from '../resource-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html */
export const iamManagedPolicy = resourceType({
  type: 'AWS::IAM::ManagedPolicy',
  properties: z.strictObject({
    ManagedPolicyName: z.string().optional(),
    Description: z.string().optional(),
    Path: z.string().optional(),
    PolicyDocument: jsonObject,
    Roles: z.array(z.string()).default([]),
  }),
  async create(properties, context) {
    const { ManagedPolicyName, PolicyDocument, Roles, ...settings } = properties;
    const { Policy } = await context.call<CreatePolicyCommandOutput>(
      'IAM',
      'CreatePolicy',
      defined({
        ...settings,
        PolicyName: ManagedPolicyName ?? context.generatedName(),
        PolicyDocument: JSON.stringify(PolicyDocument),
      }),
    );
    const PolicyArn = Policy!.Arn!;
    for (const RoleName of Roles) {
      await context.call('IAM', 'AttachRolePolicy', { RoleName, PolicyArn });
    }
    return {
      ref: PolicyArn,
      attributes: { PolicyArn, PolicyId: Policy!.PolicyId! },
      remove: () => remove(PolicyArn, Roles, context),
    };
  },
  fixed: ['ManagedPolicyName', 'Description', 'Path'],
  async update({ ref: PolicyArn }, { PolicyDocument, Roles }, context, before) {
    if (!isDeepStrictEqual(PolicyDocument, before.PolicyDocument)) {
      await makeRoom(PolicyArn, context);
      const version = { PolicyDocument: JSON.stringify(PolicyDocument), SetAsDefault: true };
      await context.call('IAM', 'CreatePolicyVersion', { PolicyArn, ...version });
    }
    const added = Roles.filter((name) => !before.Roles.includes(name));
    const gone = before.Roles.filter((name) => !Roles.includes(name));
    for (const RoleName of added) {
      await context.call('IAM', 'AttachRolePolicy', { RoleName, PolicyArn });
    }
    for (const RoleName of gone) {
      await context.call('IAM', 'DetachRolePolicy', { RoleName, PolicyArn });
    }
    return { remove: () => remove(PolicyArn, Roles, context) };
  },
});

/** So many versions a policy keeps at most. */
const MOST_VERSIONS = 5;

/** Before another version comes the oldest of too many goes. */
async function makeRoom(PolicyArn: string, { call }: ResourceContext): Promise<void> {
  const listed = await call<ListPolicyVersionsCommandOutput>('IAM', 'ListPolicyVersions', {
    PolicyArn,
  });
  const others = listed.Versions!.filter(({ IsDefaultVersion }) => !IsDefaultVersion);
  if (others.length < MOST_VERSIONS - 1) return;
  await call('IAM', 'DeletePolicyVersion', { PolicyArn, VersionId: others.at(-1)!.VersionId });
}

/** A policy is deleted with its last version only. */
async function remove(
  PolicyArn: string,
  roles: readonly string[],
  { call }: ResourceContext,
): Promise<void> {
  for (const RoleName of roles) await call('IAM', 'DetachRolePolicy', { RoleName, PolicyArn });
  const listed = await call<ListPolicyVersionsCommandOutput>('IAM', 'ListPolicyVersions', {
    PolicyArn,
  });
  for (const { VersionId, IsDefaultVersion } of listed.Versions!) {
    if (!IsDefaultVersion) await call('IAM', 'DeletePolicyVersion', { PolicyArn, VersionId });
  }
  await call('IAM', 'DeletePolicy', { PolicyArn });
}
