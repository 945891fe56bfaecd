import * as z from 'zod';
import { jsonObject } from '../../core/json-schemas.ts';
import { type ResourceContext, resourceType } from '../resource-type.ts';

const properties = z.strictObject({
  PolicyName: z.string(),
  PolicyDocument: jsonObject,
  Roles: z.array(z.string()).min(1),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html */
export const iamPolicy = resourceType({
  type: 'AWS::IAM::Policy',
  properties,
  async create(given, context) {
    const { PolicyName, Roles } = given;
    await put(given, context);
    return {
      ref: PolicyName,
      async remove() {
        for (const RoleName of Roles) {
          await context.call('IAM', 'DeleteRolePolicy', { RoleName, PolicyName });
        }
      },
    };
  },
  fixed: ['PolicyName', 'Roles'],
  async update(_deployed, given, context) {
    await put(given, context);
  },
});

async function put(
  { PolicyName, PolicyDocument, Roles }: z.output<typeof properties>,
  context: ResourceContext,
): Promise<void> {
  for (const RoleName of Roles) {
    await context.call('IAM', 'PutRolePolicy', {
      RoleName,
      PolicyName,
      PolicyDocument: JSON.stringify(PolicyDocument),
    });
  }
}
