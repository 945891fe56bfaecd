import * as z from 'zod';
import { resourceType } from '../resource-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-resourcepolicy.html */
export const logsResourcePolicy = resourceType({
  type: 'AWS::Logs::ResourcePolicy',
  properties: z.strictObject({ PolicyName: z.string(), PolicyDocument: z.string() }),
  async create({ PolicyName: policyName, PolicyDocument: policyDocument }, context) {
    const policy = { policyName, policyDocument };
    await context.call('CloudWatch Logs', 'PutResourcePolicy', policy);
    const remove = () => context.call('CloudWatch Logs', 'DeleteResourcePolicy', { policyName });
    return { ref: policyName, remove };
  },
});
