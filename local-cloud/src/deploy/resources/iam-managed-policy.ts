import type { CreatePolicyCommandOutput } from '@aws-sdk/client-iam';
import * as z from 'zod';
import { jsonObject } from '../../core/json-schemas.ts';
import { defined, resourceType } from '../resource-type.ts';

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
      async remove() {
        for (const RoleName of Roles) {
          await context.call('IAM', 'DetachRolePolicy', { RoleName, PolicyArn });
        }
        await context.call('IAM', 'DeletePolicy', { PolicyArn });
      },
    };
  },
});
