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
  update: (_deployed, given, context) => put(given, context),
});

function put(
  { PolicyDocument, ...names }: z.output<typeof properties>,
  context: ResourceContext,
): Promise<unknown> {
  return context.call('IAM', 'PutRolePolicy', {
    ...names,
    PolicyDocument: JSON.stringify(PolicyDocument),
  });
}
