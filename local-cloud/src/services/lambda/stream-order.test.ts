import fc from 'fast-check';
import { expect, test } from 'vitest';
import { laneOf } from '../../function-host/event-sources/stream-kind.ts';
import { type Answer, afterLoad, lambdaCloud, type Run } from './testing.ts';

const STREAM = 'arn:aws:kinesis:us-east-1:123456789012:stream/events';
const Destination = 'arn:aws:sqs:us-east-1:123456789012:dead';

type Cloud = Pick<Awaited<ReturnType<typeof lambdaCloud>>, 'cloud' | 'host' | 'call' | 'clock'>;

/** What happens to a stream that a function reads. */
const step = fc.oneof(
  fc.record({
    does: fc.constant('put' as const),
    /** Of each record: its partition key, and how often the function fails for it. */
    records: fc.array(
      fc.record({
        key: fc.constantFrom('a', 'b', 'c', 'd'),
        failures: fc.constantFrom(0, 0, 1, 2, 9),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  }),
  fc.record({ does: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 5000 }) }),
  fc.record({ does: fc.constant('load' as const) }),
  fc.record({ does: fc.constant('split' as const) }),
  fc.record({ does: fc.constant('throttle' as const) }),
);

const mapping = fc.record({
  BatchSize: fc.integer({ min: 1, max: 5 }),
  MaximumBatchingWindowInSeconds: fc.constantFrom(0, 1),
  ParallelizationFactor: fc.integer({ min: 1, max: 3 }),
  BisectBatchOnFunctionError: fc.boolean(),
  MaximumRetryAttempts: fc.integer({ min: 0, max: 3 }),
  FunctionResponseTypes: fc.constantFrom([], ['ReportBatchItemFailures']),
});
type Mapping = typeof mapping extends fc.Arbitrary<infer Value> ? Value : never;

interface Put {
  readonly key: string;
  readonly shard: string;
  readonly number: string;
  failures: number;
}

/** What was put, and what became of it: a record is through when it succeeded or was given up. */
class World {
  readonly puts: Put[] = [];
  readonly through: Put[] = [];
  readonly #mapping: Mapping;
  made!: Cloud;
  #throttled = 0;
  #splits = 0;

  constructor(mapping: Mapping) {
    this.#mapping = mapping;
  }

  /** Goes on in this cloud, and sees what is given up there. */
  use(made: Cloud): void {
    this.made = made;
    made.host.answer = (run) => this.#answer(run);
    const { cloud } = made;
    const call = cloud.call.bind(cloud);
    cloud.call = (principal, sdkId, operation, input, ...rest) => {
      if (operation === 'SendMessage') {
        this.#giveUp(JSON.parse((input as { MessageBody: string }).MessageBody).KinesisBatchInfo);
      }
      return call(principal, sdkId, operation, input, ...rest);
    };
  }

  async do(one: typeof step extends fc.Arbitrary<infer Value> ? Value : never): Promise<void> {
    if (one.does === 'put')
      for (const { key, failures } of one.records) await this.#put(key, failures);
    else if (one.does === 'wait') await this.made.clock.advance(one.ms);
    else if (one.does === 'load') this.use(await afterLoad(this.made.cloud));
    else if (one.does === 'throttle') this.#throttled = 2;
    else await this.#split();
  }

  async #put(PartitionKey: string, failures: number): Promise<void> {
    const input = { StreamName: 'events', PartitionKey, Data: Buffer.from('x') };
    const { ShardId, SequenceNumber } = await this.made.call<Record<string, string>>(
      'PutRecord',
      input,
      'Kinesis',
    );
    this.puts.push({ key: PartitionKey, shard: ShardId!, number: SequenceNumber!, failures });
  }

  /** In the middle of the shard that has the first key. */
  async #split(): Promise<void> {
    if (this.#splits++ > 1) return;
    const { Shards } = await this.made.call<{ Shards: Record<string, never>[] }>(
      'ListShards',
      { StreamName: 'events', ShardFilter: { Type: 'AT_LATEST' } },
      'Kinesis',
    );
    const { ShardId, HashKeyRange } = Shards[0]! as unknown as {
      ShardId: string;
      HashKeyRange: { StartingHashKey: string; EndingHashKey: string };
    };
    const [from, to] = Object.values(HashKeyRange).map(BigInt) as [bigint, bigint];
    const NewStartingHashKey = String((from + to) / 2n);
    const split = { StreamName: 'events', ShardToSplit: ShardId, NewStartingHashKey };
    await this.made.call('SplitShard', split, 'Kinesis');
    await this.made.clock.advance(1000);
  }

  /** Fails for the first record that has failures left; says so, or throws. */
  #answer({ event }: Run): Answer {
    if (this.#throttled > 0) {
      this.#throttled -= 1;
      return 'throttled';
    }
    const { Records } = event as { Records: { kinesis: { sequenceNumber: string } }[] };
    const given = Records.map(({ kinesis }) => this.#find(kinesis.sequenceNumber));
    const bad = given.findIndex(({ failures }) => failures > 0);
    if (bad < 0) return void this.through.push(...given);
    given[bad]!.failures -= 1;
    if (this.#mapping.FunctionResponseTypes.length === 0) return new Error('No');
    this.through.push(...given.slice(0, bad));
    return {
      batchItemFailures: given.slice(bad).map(({ number }) => ({ itemIdentifier: number })),
    };
  }

  #giveUp(info: Record<string, string>): void {
    const first = this.#find(info.startSequenceNumber!);
    const lane = ({ key }: Put) => laneOf(key, this.#mapping.ParallelizationFactor);
    const given = this.puts.filter(
      (put) =>
        put.shard === first.shard &&
        lane(put) === lane(first) &&
        BigInt(put.number) >= BigInt(first.number) &&
        BigInt(put.number) <= BigInt(info.endSequenceNumber!),
    );
    expect(given).toHaveLength(Number(info.batchSize));
    this.through.push(...given);
  }

  #find(number: string): Put {
    return this.puts.find((put) => put.number === number)!;
  }
}

async function worldWith(mapping: Mapping): Promise<World> {
  const made = await lambdaCloud();
  await made.create();
  await made.call('CreateQueue', { QueueName: 'dead' }, 'SQS');
  await made.call('CreateStream', { StreamName: 'events', ShardCount: 2 }, 'Kinesis');
  await made.clock.advance(1000);
  await made.call('CreateEventSourceMapping', {
    ...mapping,
    FunctionName: 'fn',
    EventSourceArn: STREAM,
    StartingPosition: 'TRIM_HORIZON',
    DestinationConfig: { OnFailure: { Destination } },
  });
  const world = new World(mapping);
  world.use(made);
  return world;
}

const ofKey = (puts: readonly Put[], key: string) =>
  puts.filter((put) => put.key === key).map(({ number }) => number);

test('whatever fails, every record is through once, and those of a partition key in order', async () => {
  await fc.assert(
    fc.asyncProperty(mapping, fc.array(step, { maxLength: 12 }), async (settings, steps) => {
      const world = await worldWith(settings);
      for (const one of steps) await world.do(one);
      await world.made.clock.advance(600_000);
      for (const key of ['a', 'b', 'c', 'd']) {
        expect(ofKey(world.through, key)).toEqual(ofKey(world.puts, key));
      }
    }),
    { numRuns: 150 },
  );
});
