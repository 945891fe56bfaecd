import * as z from 'zod';
import { jsonObject } from '../../core/json-schemas.ts';
import { type ResourceContext, resourceType } from '../resource-type.ts';

const properties = z.strictObject({
  PolicyName: z.string(),
  RoleName: z.string(),
  PolicyDocument: jsonObject,
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-rolepolicy.html */
export const iamRolePolicy = resourceType({
  type: 'AWS::IAM::RolePolicy',
  properties,
  async create(given, context) {
    await put(given, context);
    const { RoleName, PolicyName } = given;
    return {
      ref: PolicyName,
      remove: () => context.call('IAM', 'DeleteRolePolicy', { RoleName, PolicyName }),
    };
  },
  fixed: ['PolicyName', 'RoleName'],
  async update(_deployed, given, context) {
    await put(given, context);
  },
});

async function put(
  { PolicyDocument, ...names }: z.output<typeof properties>,
  context: ResourceContext,
): Promise<void> {
  await context.call('IAM', 'PutRolePolicy', {
    ...names,
    PolicyDocument: JSON.stringify(PolicyDocument),
  });
}
