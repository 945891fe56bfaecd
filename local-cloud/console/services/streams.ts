import type {
  _Record,
  DescribeStreamSummaryCommandOutput,
  GetRecordsCommandOutput,
  GetShardIteratorCommandOutput,
  PutRecordCommandOutput,
  Shard,
} from '@aws-sdk/client-kinesis';
import type { AwsCaller } from '../../src/client/aws-caller.ts';
import { every, type Kind, MOST, row, textOf, told } from './kind.ts';

const service = 'Kinesis';

/** Kinesis's streams. */
export const streams: Kind = {
  name: 'streams',
  async list(aws) {
    const names = await every<string>(aws, {
      ...{ service, operation: 'ListStreams', list: 'StreamNames' },
    });
    return names.map((name) => ({ name, id: name }));
  },
  async facts(aws, { id: StreamName }) {
    const { StreamDescriptionSummary } = await aws.call<DescribeStreamSummaryCommandOutput>(
      service,
      'DescribeStreamSummary',
      { StreamName },
    );
    const names = ['StreamARN', 'StreamStatus', 'OpenShardCount', 'RetentionPeriodHours'];
    return told(StreamDescriptionSummary!, names);
  },
  holds: {
    title: 'Records',
    async read(aws, { id }) {
      const shards = await every<Shard>(aws, {
        ...{ service, operation: 'ListShards', list: 'Shards', input: { StreamName: id } },
      });
      const found = await Promise.all(shards.map(({ ShardId }) => recordsOf(aws, id, ShardId!)));
      return { headings: ['Key', 'Arrived', 'Data'], rows: found.flat().slice(0, MOST) };
    },
  },
  acts: [
    {
      label: 'Put a record',
      fields: [
        { name: 'Partition key', first: 'console' },
        { name: 'Data', isLong: true, first: '{}' },
      ],
      async run(aws, { id: StreamName }, { 'Partition key': PartitionKey, Data }) {
        const input = { StreamName, PartitionKey, Data };
        const put = await aws.call<PutRecordCommandOutput>(service, 'PutRecord', input);
        return `It is in ${put.ShardId}.`;
      },
    },
  ],
};

/** The oldest that a shard still has. */
async function recordsOf(aws: AwsCaller, StreamName: string, ShardId: string) {
  const { ShardIterator } = await aws.call<GetShardIteratorCommandOutput>(
    service,
    'GetShardIterator',
    { StreamName, ShardId, ShardIteratorType: 'TRIM_HORIZON' },
  );
  const { Records = [] } = await aws.call<GetRecordsCommandOutput>(service, 'GetRecords', {
    ...{ ShardIterator, Limit: MOST },
  });
  return Records.map(({ PartitionKey, ApproximateArrivalTimestamp, Data }: _Record) => {
    const text = textOf(String(Data));
    return row([PartitionKey, String(ApproximateArrivalTimestamp), text], text);
  });
}
