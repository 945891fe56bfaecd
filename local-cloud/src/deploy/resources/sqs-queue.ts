import type { CreateQueueCommandOutput } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { jsonObject } from '../../core/json-schemas.ts';
import { attributeTexts, boolean, number, resourceType, tagMap, tags } from '../resource-type.ts';

const attributes = z.strictObject({
  DelaySeconds: number.optional(),
  FifoQueue: boolean.optional(),
  ContentBasedDeduplication: boolean.optional(),
  MaximumMessageSize: number.optional(),
  MessageRetentionPeriod: number.optional(),
  ReceiveMessageWaitTimeSeconds: number.optional(),
  RedriveAllowPolicy: jsonObject.optional(),
  RedrivePolicy: jsonObject.optional(),
  SqsManagedSseEnabled: boolean.optional(),
  KmsMasterKeyId: z.string().optional(),
  KmsDataKeyReusePeriodSeconds: number.optional(),
  DeduplicationScope: z.enum(['messageGroup', 'queue']).optional(),
  FifoThroughputLimit: z.enum(['perQueue', 'perMessageGroupId']).optional(),
  VisibilityTimeout: number.optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html */
export const sqsQueue = resourceType({
  type: 'AWS::SQS::Queue',
  properties: attributes.extend({ QueueName: z.string().optional(), Tags: tags.optional() }),
  async create({ QueueName, Tags, ...settings }, context) {
    const name = QueueName ?? context.generatedName(80);
    const Attributes = attributeTexts(settings);
    const { QueueUrl } = await context.call<CreateQueueCommandOutput>('SQS', 'CreateQueue', {
      QueueName: name,
      Attributes,
      ...(Tags && { tags: tagMap(Tags) }),
    });
    const { region, accountId } = context.cloud;
    return {
      ref: QueueUrl!,
      attributes: {
        Arn: `arn:aws:sqs:${region}:${accountId}:${name}`,
        QueueName: name,
        QueueUrl: QueueUrl!,
      },
      remove: () => context.call('SQS', 'DeleteQueue', { QueueUrl }),
    };
  },
  fixed: ['QueueName', 'FifoQueue', 'Tags'],
  async update({ ref: QueueUrl }, properties, context, before) {
    const { QueueName: _name, FifoQueue: _fifo, Tags: _tags, ...settings } = properties;
    const gone = Object.entries(DEFAULTS).filter(([name]) => name in attributeTexts(before));
    const Attributes = { ...Object.fromEntries(gone), ...attributeTexts(settings) };
    await context.call('SQS', 'SetQueueAttributes', { QueueUrl, Attributes });
    return undefined;
  },
});

/** Of what is left out. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const DEFAULTS: Readonly<Record<string, string>> = {
  DelaySeconds: '0',
  ContentBasedDeduplication: 'false',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  ReceiveMessageWaitTimeSeconds: '0',
  RedriveAllowPolicy: '',
  RedrivePolicy: '',
  SqsManagedSseEnabled: 'true',
  KmsMasterKeyId: '',
  KmsDataKeyReusePeriodSeconds: '300',
  VisibilityTimeout: '30',
};
