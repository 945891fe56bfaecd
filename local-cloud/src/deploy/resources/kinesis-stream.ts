import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { defined, number, orRemoved, resourceType, tagMap, tags } from '../resource-type.ts';

const properties = z.strictObject({
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
});

type Properties = z.output<typeof properties>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kinesis-stream.html */
export const kinesisStream = resourceType({
  type: 'AWS::Kinesis::Stream',
  properties,
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
  fixed: ['Name', 'Tags'],
  async update({ attributes }, next, context, before) {
    for (const [operation, input] of changes(before, next)) {
      await context.call('Kinesis', operation, { StreamARN: attributes!.Arn, ...input });
    }
    return undefined;
  },
});

/** The calls that make a stream what it shall be. What is left out has its default again. */
function* changes(
  before: Properties,
  next: Properties,
): Generator<[operation: string, input: object]> {
  const modes = [before, next].map((one) => one.StreamModeDetails?.StreamMode ?? 'PROVISIONED');
  if (modes[0] !== modes[1]) {
    yield ['UpdateStreamMode', { StreamModeDetails: { StreamMode: modes[1] } }];
  }
  const counts = [before, next].map((one) => one.ShardCount ?? 1);
  // On demand a stream has had shards of its own.
  const isOther = modes[0] === modes[1] ? counts[0] !== counts[1] : next.ShardCount !== undefined;
  if (modes[1] === 'PROVISIONED' && isOther) {
    const ScalingType = 'UNIFORM_SCALING';
    yield ['UpdateShardCount', { TargetShardCount: counts[1], ScalingType }];
  }
  const [from, to] = [before, next].map((one) => one.RetentionPeriodHours ?? 24) as [
    number,
    number,
  ];
  if (from !== to) {
    const operation = to > from ? 'Increase' : 'Decrease';
    yield [`${operation}StreamRetentionPeriod`, { RetentionPeriodHours: to }];
  }
  const sizes = [before, next].map((one) => one.MaxRecordSizeInKiB ?? 1024);
  if (sizes[0] !== sizes[1]) {
    yield ['UpdateMaxRecordSize', { MaxRecordSizeInKiB: sizes[1] }];
  }
  if (!isDeepStrictEqual(before.StreamEncryption, next.StreamEncryption)) {
    if (next.StreamEncryption) yield ['StartStreamEncryption', next.StreamEncryption];
    else yield ['StopStreamEncryption', before.StreamEncryption!];
  }
  yield* metrics(before.DesiredShardLevelMetrics ?? [], next.DesiredShardLevelMetrics ?? []);
}

function* metrics(before: readonly string[], next: readonly string[]): Generator<[string, object]> {
  const gone = before.filter((name) => !next.includes(name));
  const added = next.filter((name) => !before.includes(name));
  if (gone.length > 0) yield ['DisableEnhancedMonitoring', { ShardLevelMetrics: gone }];
  if (added.length > 0) yield ['EnableEnhancedMonitoring', { ShardLevelMetrics: added }];
}
