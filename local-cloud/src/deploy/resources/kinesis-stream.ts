import * as z from 'zod';
import { defined, number, orRemoved, resourceType, tagMap, tags } from '../resource-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kinesis-stream.html */
export const kinesisStream = resourceType({
  type: 'AWS::Kinesis::Stream',
  properties: z.strictObject({
    Name: z.string().optional(),
    ShardCount: number.optional(),
    StreamModeDetails: z
      .strictObject({ StreamMode: z.enum(['PROVISIONED', 'ON_DEMAND']) })
      .optional(),
    RetentionPeriodHours: number.optional(),
    MaxRecordSizeInKiB: number.optional(),
    StreamEncryption: z
      .strictObject({ EncryptionType: z.literal('KMS'), KeyId: z.string() })
      .optional(),
    DesiredShardLevelMetrics: z.array(z.string()).optional(),
    Tags: tags.optional(),
  }),
  async create(properties, context) {
    const { Name, RetentionPeriodHours, StreamEncryption, Tags, ...others } = properties;
    const { DesiredShardLevelMetrics: ShardLevelMetrics = [], ...stream } = others;
    const StreamName = Name ?? context.generatedName(128);
    const call = (operation: string, input: object = {}) =>
      context.call('Kinesis', operation, { StreamName, ...input });
    await call('CreateStream', defined({ ...stream, Tags: tagMap(Tags) }));
    const remove = () => call('DeleteStream');
    await orRemoved(remove, async () => {
      if (RetentionPeriodHours !== undefined) {
        await call('IncreaseStreamRetentionPeriod', { RetentionPeriodHours });
      }
      if (StreamEncryption) await call('StartStreamEncryption', StreamEncryption);
      if (ShardLevelMetrics.length > 0) {
        await call('EnableEnhancedMonitoring', { ShardLevelMetrics });
      }
    });
    const { region, accountId } = context.cloud;
    return {
      ref: StreamName,
      attributes: { Arn: `arn:aws:kinesis:${region}:${accountId}:stream/${StreamName}` },
      remove,
    };
  },
});
