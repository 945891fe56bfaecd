import * as z from 'zod';
import { document, resourceType } from '../resource-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queuepolicy.html */
export const sqsQueuePolicy = resourceType({
  type: 'AWS::SQS::QueuePolicy',
  properties: z.strictObject({ Queues: z.array(z.string()).min(1), PolicyDocument: document }),
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
