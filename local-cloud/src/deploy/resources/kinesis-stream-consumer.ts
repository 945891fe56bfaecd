import type { RegisterStreamConsumerOutput } from '@aws-sdk/client-kinesis';
import * as z from 'zod';
import { defined, resourceType, tagMap, tags } from '../resource-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kinesis-streamconsumer.html */
export const kinesisStreamConsumer = resourceType({
  type: 'AWS::Kinesis::StreamConsumer',
  properties: z.strictObject({
    ConsumerName: z.string(),
    StreamARN: z.string(),
    Tags: tags.optional(),
  }),
  async create({ ConsumerName, StreamARN, Tags }, context) {
    const { Consumer } = await context.call<RegisterStreamConsumerOutput>(
      'Kinesis',
      'RegisterStreamConsumer',
      defined({ ConsumerName, StreamARN, Tags: tagMap(Tags) }),
    );
    const { ConsumerARN = '', ConsumerStatus = '', ConsumerCreationTimestamp } = Consumer!;
    return {
      ref: ConsumerARN,
      attributes: {
        ConsumerARN,
        ConsumerCreationTimestamp: String(ConsumerCreationTimestamp!.getTime() / 1000),
        ConsumerName,
        ConsumerStatus,
        StreamARN,
      },
      remove: () => context.call('Kinesis', 'DeregisterStreamConsumer', { ConsumerARN }),
    };
  },
});
