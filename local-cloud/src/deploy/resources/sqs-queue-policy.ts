import * as z from 'zod';
import { jsonObject } from '../../core/json-schemas.ts';
import { resourceType } from '../resource-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queuepolicy.html */
export const sqsQueuePolicy = resourceType({
  type: 'AWS::SQS::QueuePolicy',
  properties: z.strictObject({ Queues: z.array(z.string()).min(1), PolicyDocument: jsonObject }),
  async create({ Queues, PolicyDocument }, context) {
    const set = async (Policy: string) => {
      for (const QueueUrl of Queues) {
        await context.call('SQS', 'SetQueueAttributes', { QueueUrl, Attributes: { Policy } });
      }
    };
    await set(JSON.stringify(PolicyDocument));
    return { ref: context.generatedName(), remove: () => set('') };
  },
});
