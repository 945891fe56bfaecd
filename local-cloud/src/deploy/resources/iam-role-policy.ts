import * as z from 'zod';
import { jsonObject } from '../../core/json-schemas.ts';
import { resourceType } from '../resource-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-rolepolicy.html */
export const iamRolePolicy = resourceType({
  type: 'AWS::IAM::RolePolicy',
  properties: z.strictObject({
    PolicyName: z.string(),
    RoleName: z.string(),
    PolicyDocument: jsonObject,
  }),
  async create({ PolicyName, RoleName, PolicyDocument }, context) {
    const PolicyText = JSON.stringify(PolicyDocument);
    await context.call('IAM', 'PutRolePolicy', {
      RoleName,
      PolicyName,
      PolicyDocument: PolicyText,
    });
    return {
      ref: PolicyName,
      remove: () => context.call('IAM', 'DeleteRolePolicy', { RoleName, PolicyName }),
    };
  },
});
