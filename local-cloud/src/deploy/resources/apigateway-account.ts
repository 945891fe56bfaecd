import * as z from 'zod';
import { type ResourceContext, resourceType } from '../resource-type.ts';

/**
 * The role that API Gateway writes logs with. It stays with the account when the stack goes, as on AWS.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-account.html
 */
export const apiGatewayAccount = resourceType({
  type: 'AWS::ApiGateway::Account',
  properties: z.strictObject({ CloudWatchRoleArn: z.string().optional() }),
  async create({ CloudWatchRoleArn }, context) {
    if (CloudWatchRoleArn !== undefined) await setRole(CloudWatchRoleArn, context);
    const id = context.generatedName(64);
    return { ref: id, attributes: { Id: id }, remove: async () => {} };
  },
  async update(_deployed, { CloudWatchRoleArn = '' }, context) {
    await setRole(CloudWatchRoleArn, context);
    return undefined;
  },
});

/** Makes it the role, by its ARN. */
export async function setRole(value: string, context: ResourceContext): Promise<void> {
  const patchOperations = [{ op: 'replace', path: '/cloudwatchRoleArn', value }];
  await context.call('API Gateway', 'UpdateAccount', { patchOperations });
}
