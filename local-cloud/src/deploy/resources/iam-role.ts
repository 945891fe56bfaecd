import type { CreateRoleCommandOutput } from '@aws-sdk/client-iam';
import * as z from 'zod';
import { jsonObject } from '../../core/json-schemas.ts';
import { defined, number, resourceType, tags } from '../resource-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html */
export const iamRole = resourceType({
  type: 'AWS::IAM::Role',
  properties: z.strictObject({
    RoleName: z.string().optional(),
    Path: z.string().optional(),
    Description: z.string().optional(),
    MaxSessionDuration: number.optional(),
    AssumeRolePolicyDocument: jsonObject,
    Policies: z
      .array(z.strictObject({ PolicyName: z.string(), PolicyDocument: jsonObject }))
      .default([]),
    ManagedPolicyArns: z.array(z.string()).default([]),
    Tags: tags.optional(),
  }),
  async create(properties, context) {
    const { AssumeRolePolicyDocument, Policies, ManagedPolicyArns, ...settings } = properties;
    const RoleName = properties.RoleName ?? context.generatedName(64);
    const created = await context.call<CreateRoleCommandOutput>(
      'IAM',
      'CreateRole',
      defined({
        ...settings,
        RoleName,
        AssumeRolePolicyDocument: JSON.stringify(AssumeRolePolicyDocument),
      }),
    );
    for (const { PolicyName, PolicyDocument } of Policies) {
      await context.call('IAM', 'PutRolePolicy', {
        RoleName,
        PolicyName,
        PolicyDocument: JSON.stringify(PolicyDocument),
      });
    }
    for (const PolicyArn of ManagedPolicyArns) {
      await context.call('IAM', 'AttachRolePolicy', { RoleName, PolicyArn });
    }
    return {
      ref: RoleName,
      attributes: { Arn: created.Role!.Arn!, RoleId: created.Role!.RoleId! },
      async remove() {
        for (const { PolicyName } of Policies) {
          await context.call('IAM', 'DeleteRolePolicy', { RoleName, PolicyName });
        }
        for (const PolicyArn of ManagedPolicyArns) {
          await context.call('IAM', 'DetachRolePolicy', { RoleName, PolicyArn });
        }
        await context.call('IAM', 'DeleteRole', { RoleName });
      },
    };
  },
});
