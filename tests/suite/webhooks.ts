import { startCloud } from 'local-cloud';
import { MOMENT, root } from '../project.ts';

/** An event as it is in the stream, and as it is in queues. */
export interface Delivery {
  readonly eventId: string;
  readonly source: string;
  readonly receivedAt: string;
  readonly body: string;
}

interface Message {
  readonly Body: string;
  readonly ReceiptHandle: string;
}

interface KinesisBatchInfo {
  readonly shardId: string;
  readonly startSequenceNumber: string;
  readonly batchSize: number;
}

/** A cloud with the suite in it, and what tests of webhook-pipeline need of it. */
export async function webhookCloud(seed: string) {
  // That a function died is told, and here they are to.
  const cloud = await startCloud({ project: root, seed, frozenAt: MOMENT, report: () => {} });
  const StreamName = cloud.output('WebhookStreamName');

  /** Takes everything out of a queue. */
  const taken = async (QueueUrl: string): Promise<string[]> => {
    const bodies: string[] = [];
    for (;;) {
      const { Messages = [] } = await cloud.call<{ Messages?: Message[] }>(
        'SQS',
        'ReceiveMessage',
        { QueueUrl, MaxNumberOfMessages: 10 },
      );
      if (Messages.length === 0) return bodies;
      bodies.push(...Messages.map(({ Body }) => Body));
      const Entries = Messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }));
      await cloud.call('SQS', 'DeleteMessageBatch', { QueueUrl, Entries });
    }
  };

  /** The records that the mapping gave up, from where its message says they are. */
  const recordsOf = async (info: KinesisBatchInfo): Promise<Delivery[]> => {
    const { ShardIterator } = await cloud.call<{ ShardIterator: string }>(
      'Kinesis',
      'GetShardIterator',
      {
        StreamName,
        ShardId: info.shardId,
        ShardIteratorType: 'AT_SEQUENCE_NUMBER',
        StartingSequenceNumber: info.startSequenceNumber,
      },
    );
    const { Records } = await cloud.call<{ Records: { Data: Uint8Array }[] }>(
      'Kinesis',
      'GetRecords',
      { ShardIterator, Limit: info.batchSize },
    );
    return Records.map(({ Data }) => JSON.parse(Buffer.from(Data).toString()));
  };

  const ofWorkflow = async (queue: string): Promise<Delivery[]> =>
    (await taken(cloud.output(queue))).map((body) => JSON.parse(body).event);

  const parked = () => ofWorkflow('WebhookParkingQueueUrl');

  return {
    cloud,
    parked,
    /** Writes into the stream, in this order. */
    async put(records: readonly { readonly key: string; readonly record: object }[]) {
      const Records = records.map(({ key, record }) => ({
        PartitionKey: key,
        Data: Buffer.from(JSON.stringify(record)),
      }));
      await cloud.call('Kinesis', 'PutRecords', { StreamName, Records });
    },
    /** What was set aside since the last time: whole events, and bodies of messages. */
    async setAside() {
      const [rejected, parking, given, awards, expiries] = await Promise.all([
        ofWorkflow('WebhookRejectedQueueUrl'),
        parked(),
        taken(cloud.output('WebhookUndeliveredQueueUrl')),
        taken(cloud.output('AwardPointsDeadLetterQueueUrl')),
        taken(cloud.output('ExpireSubscriptionDeadLetterQueueUrl')),
      ]);
      const batches = given.map((body) => recordsOf(JSON.parse(body).KinesisBatchInfo));
      return {
        rejected,
        parked: parking,
        awards,
        expiries,
        undelivered: (await Promise.all(batches)).flat(),
      };
    },
    /** When executions began and ended, in that order: `<name> Started`, of those with this in their name. */
    async executions(part: string): Promise<string[]> {
      const { events } = await cloud.call<{ events: { message: string }[] }>(
        'CloudWatchLogs',
        'FilterLogEvents',
        { logGroupName: '/aws/vendedlogs/states/workflows-dev-webhook-pipeline' },
      );
      return events
        .map(({ message }) => JSON.parse(message) as { type: string; execution_arn: string })
        .filter(
          ({ type, execution_arn }) => type.startsWith('Execution') && execution_arn.includes(part),
        )
        .map(({ type, execution_arn }) => `${execution_arn.split(':')[7]} ${type.slice(9)}`);
    },
    async send(queue: string, bodies: readonly string[]) {
      const QueueUrl = cloud.resource(queue);
      for (const MessageBody of bodies) {
        await cloud.call('SQS', 'SendMessage', { QueueUrl, MessageBody });
      }
    },
    /** What there is of these events and customers: the items of the tables, by their keys. */
    async effects(events: readonly string[], customers: readonly string[]) {
      const keys = (name: string, values: readonly string[]) => ({
        Keys: values.map((value) => ({ [name]: { S: value } })),
        ConsistentRead: true,
      });
      const tables = {
        awards: cloud.output('WebhookAwardsTableName'),
        balances: cloud.output('WebhookBalancesTableName'),
        subscriptions: cloud.output('WebhookSubscriptionsTableName'),
      };
      const { Responses } = await cloud.call<{ Responses: Record<string, Item[]> }>(
        'DynamoDB',
        'BatchGetItem',
        {
          RequestItems: {
            [tables.awards]: keys('eventId', events),
            [tables.balances]: keys('customerId', customers),
            [tables.subscriptions]: keys('subscriptionId', customers),
          },
        },
      );
      const by = (table: string, key: string) =>
        new Map(Responses[table]!.map((item) => [item[key]!.S!, item]));
      return {
        awards: by(tables.awards, 'eventId'),
        balances: by(tables.balances, 'customerId'),
        subscriptions: by(tables.subscriptions, 'subscriptionId'),
      };
    },
  };
}

export type Item = Readonly<Record<string, { readonly S?: string; readonly N?: string }>>;
export type WebhookCloud = Awaited<ReturnType<typeof webhookCloud>>;
