import * as z from 'zod';
import { jsonObject } from '../../core/json-schemas.ts';
import { resourceType } from '../resource-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html */
export const iamPolicy = resourceType({
  type: 'AWS::IAM::Policy',
  properties: z.strictObject({
    PolicyName: z.string(),
    PolicyDocument: jsonObject,
    Roles: z.array(z.string()).min(1),
  }),
  async create({ PolicyName, PolicyDocument, Roles }, context) {
    for (const RoleName of Roles) {
      await context.call('IAM', 'PutRolePolicy', {
        RoleName,
        PolicyName,
        PolicyDocument: JSON.stringify(PolicyDocument),
      });
    }
    return {
      ref: PolicyName,
      async remove() {
        for (const RoleName of Roles) {
          await context.call('IAM', 'DeleteRolePolicy', { RoleName, PolicyName });
        }
      },
    };
  },
});
