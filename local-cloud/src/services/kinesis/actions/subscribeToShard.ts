import type { SubscribeToShardInput, SubscribeToShardOutput } from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import type { Consumer } from '../consumer.ts';
import type { Consumers } from '../consumers.ts';
import { inUse } from '../errors.ts';
import { consumerArn, iteratorType, requiredShardId, sequenceNumber } from '../members.ts';
import { positionOf } from '../starting-position.ts';
import type { Streams } from '../streams.ts';
import { Subscription } from '../subscription.ts';

/** So long after it was begun no other subscription takes its place, in milliseconds. */
const UNDISTURBED = 5_000;

/**
 * Pushes the records of a shard to a consumer for five minutes. Another call takes the place of the one
 * before, which ends with ResourceInUseException; in its first five seconds the other call has that. How much
 * is pushed in a second is not limited here.
 * Errors: ResourceNotFoundException, ResourceInUseException, InvalidArgumentException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SubscribeToShard.html
 */
export function subscribeToShard(
  consumers: Consumers,
): Operation<SubscribeToShardInput, SubscribeToShardOutput> {
  const { streams } = consumers;
  const { cloud } = streams;
  return {
    members: {
      ConsumerARN: { required: true, ...consumerArn },
      ShardId: requiredShardId,
      StartingPosition: {
        required: true,
        members: { Type: iteratorType, SequenceNumber: sequenceNumber, Timestamp: {} },
      },
    },
    permissions: (input) => [consumers.permission('SubscribeToShard', input)],
    handle({ ConsumerARN, ShardId = '', StartingPosition }, { signal }) {
      const consumer = consumers.get({ ConsumerARN });
      const { stream, shard } = streams.shard(streams.find(consumer.streamArn)!.name, ShardId);
      checkActive(consumer, stream.name, cloud.accountId);
      const { Type, SequenceNumber, Timestamp } = StartingPosition!;
      const asked = { ShardIteratorType: Type, StartingSequenceNumber: SequenceNumber, Timestamp };
      const position = positionOf(asked, stream.name, shard, cloud, 'SubscribeToShard');
      makeWay(consumer, streams, `${stream.name}:${shard.id}`, shard.id);
      const push = { stream, shard, consumer };
      const subscription = new Subscription(streams, push, position, signal);
      consumer.subscribed.set(shard.id, { at: cloud.clock.now(), subscription });
      streams.metrics.subscribed(stream, consumer.name);
      return { EventStream: subscription.events() };
    },
  };
}

/** In the words of production, as clients have shown them. */
function checkActive({ name, status, creationSecond }: Consumer, stream: string, account: string) {
  if (status === 'ACTIVE') return;
  throw inUse(
    `Consumer ${name} with creation timestamp ${creationSecond} under stream: ${stream} , account ${account} is not in ACTIVE status.`,
  );
}

function makeWay(consumer: Consumer, { cloud }: Streams, of: string, shardId: string): void {
  const before = consumer.subscribed.get(shardId);
  if (before === undefined) return;
  const taken = inUse(
    `Another active subscription exists for this consumer: ${cloud.accountId}:${of}:${consumer.name}`,
  );
  if (cloud.clock.now() - before.at < UNDISTURBED) throw taken;
  before.subscription.end(taken);
}
