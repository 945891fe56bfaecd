import * as z from 'zod';
import { resourceType } from '../resource-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-logstream.html */
export const logStream = resourceType({
  type: 'AWS::Logs::LogStream',
  properties: z.strictObject({ LogGroupName: z.string(), LogStreamName: z.string().optional() }),
  async create({ LogGroupName: logGroupName, LogStreamName }, context) {
    const logStreamName = LogStreamName ?? context.generatedName();
    const stream = { logGroupName, logStreamName };
    await context.call('CloudWatch Logs', 'CreateLogStream', stream);
    const remove = () => context.call('CloudWatch Logs', 'DeleteLogStream', stream);
    return { ref: logStreamName, remove };
  },
});
