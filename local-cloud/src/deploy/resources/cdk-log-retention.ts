import * as z from 'zod';
import { AwsError } from '../../core/errors.ts';
import { number, type ResourceContext, resourceType } from '../resource-type.ts';

const properties = z.strictObject({
  LogGroupName: z.string(),
  RetentionInDays: number.optional(),
});

/**
 * What `logRetention` of the CDK's functions comes to: the log group is made if it is not there.
 * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_logs.LogRetention.html
 */
export const cdkLogRetention = resourceType({
  type: 'Custom::LogRetention',
  properties,
  inert: ['RemovalPolicy', 'SdkRetry'],
  async create(given, context) {
    const { LogGroupName } = given;
    await retain(given, context);
    return { ref: LogGroupName, attributes: { LogGroupName }, remove: async () => {} };
  },
  fixed: ['LogGroupName'],
  async update(_deployed, given, context) {
    await retain(given, context);
  },
});

async function retain(
  { LogGroupName: logGroupName, RetentionInDays }: z.output<typeof properties>,
  { call }: ResourceContext,
): Promise<void> {
  const logs = (operation: string, input: object = {}) =>
    call('CloudWatch Logs', operation, { logGroupName, ...input });
  await logs('CreateLogGroup').catch((error: unknown) => {
    if (!(error instanceof AwsError) || error.code !== 'ResourceAlreadyExistsException')
      throw error;
  });
  if (RetentionInDays === undefined) await logs('DeleteRetentionPolicy');
  else await logs('PutRetentionPolicy', { retentionInDays: RetentionInDays });
}
