import * as z from 'zod';
import { jsonObject } from '../../core/json-schemas.ts';
import { type ResourceContext, resourceType } from '../resource-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queuepolicy.html */
export const sqsQueuePolicy = resourceType({
  type: 'AWS::SQS::QueuePolicy',
  properties: z.strictObject({ Queues: z.array(z.string()).min(1), PolicyDocument: jsonObject }),
  async create({ Queues, PolicyDocument }, context) {
    await set(context, Queues, JSON.stringify(PolicyDocument));
    return { ref: context.generatedName(), remove: () => set(context, Queues, '') };
  },
  fixed: ['Queues'],
  async update(_deployed, { Queues, PolicyDocument }, context) {
    await set(context, Queues, JSON.stringify(PolicyDocument));
    return undefined;
  },
});

async function set(
  { call }: ResourceContext,
  queueUrls: readonly string[],
  Policy: string,
): Promise<void> {
  for (const QueueUrl of queueUrls) {
    await call('SQS', 'SetQueueAttributes', { QueueUrl, Attributes: { Policy } });
  }
}
