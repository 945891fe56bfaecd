import type { Cloud, Service } from '../../core/service.ts';
import { stateOf } from '../../core/state.ts';
import { validationErrors } from '../../core/validation-errors.ts';
import { addTagsToStream } from './actions/addTagsToStream.ts';
import { createStream } from './actions/createStream.ts';
import { decreaseStreamRetentionPeriod } from './actions/decreaseStreamRetentionPeriod.ts';
import { deleteResourcePolicy } from './actions/deleteResourcePolicy.ts';
import { deleteStream } from './actions/deleteStream.ts';
import { deregisterStreamConsumer } from './actions/deregisterStreamConsumer.ts';
import { describeLimits } from './actions/describeLimits.ts';
import { describeStream } from './actions/describeStream.ts';
import { describeStreamConsumer } from './actions/describeStreamConsumer.ts';
import { describeStreamSummary } from './actions/describeStreamSummary.ts';
import { disableEnhancedMonitoring } from './actions/disableEnhancedMonitoring.ts';
import { enableEnhancedMonitoring } from './actions/enableEnhancedMonitoring.ts';
import { getRecords } from './actions/getRecords.ts';
import { getResourcePolicy } from './actions/getResourcePolicy.ts';
import { getShardIterator } from './actions/getShardIterator.ts';
import { increaseStreamRetentionPeriod } from './actions/increaseStreamRetentionPeriod.ts';
import { listShards } from './actions/listShards.ts';
import { listStreamConsumers } from './actions/listStreamConsumers.ts';
import { listStreams } from './actions/listStreams.ts';
import { listTagsForResource } from './actions/listTagsForResource.ts';
import { listTagsForStream } from './actions/listTagsForStream.ts';
import { mergeShards } from './actions/mergeShards.ts';
import { putRecord } from './actions/putRecord.ts';
import { putRecords } from './actions/putRecords.ts';
import { putResourcePolicy } from './actions/putResourcePolicy.ts';
import { registerStreamConsumer } from './actions/registerStreamConsumer.ts';
import { removeTagsFromStream } from './actions/removeTagsFromStream.ts';
import { splitShard } from './actions/splitShard.ts';
import { startStreamEncryption } from './actions/startStreamEncryption.ts';
import { stopStreamEncryption } from './actions/stopStreamEncryption.ts';
import { subscribeToShard } from './actions/subscribeToShard.ts';
import { tagResource } from './actions/tagResource.ts';
import { untagResource } from './actions/untagResource.ts';
import { updateMaxRecordSize } from './actions/updateMaxRecordSize.ts';
import { updateShardCount } from './actions/updateShardCount.ts';
import { updateStreamMode } from './actions/updateStreamMode.ts';
import { Consumers } from './consumers.ts';
import { Streams } from './streams.ts';
import { watchOf } from './watch.ts';

/** Kinesis Data Streams: shards in memory, read by iterators or pushed to consumers. */
export function createKinesis(cloud: Cloud) {
  const streams = new Streams(cloud);
  const consumers = new Consumers(streams);
  return {
    sdkId: 'Kinesis',
    operations: {
      AddTagsToStream: addTagsToStream(streams),
      CreateStream: createStream(streams),
      DecreaseStreamRetentionPeriod: decreaseStreamRetentionPeriod(streams),
      DeleteResourcePolicy: deleteResourcePolicy(streams),
      DeleteStream: deleteStream(consumers),
      DeregisterStreamConsumer: deregisterStreamConsumer(consumers),
      DescribeLimits: describeLimits(streams),
      DescribeStream: describeStream(streams),
      DescribeStreamConsumer: describeStreamConsumer(consumers),
      DescribeStreamSummary: describeStreamSummary(streams),
      DisableEnhancedMonitoring: disableEnhancedMonitoring(streams),
      EnableEnhancedMonitoring: enableEnhancedMonitoring(streams),
      GetRecords: getRecords(streams),
      GetResourcePolicy: getResourcePolicy(streams),
      GetShardIterator: getShardIterator(streams),
      IncreaseStreamRetentionPeriod: increaseStreamRetentionPeriod(streams),
      ListShards: listShards(streams),
      ListStreamConsumers: listStreamConsumers(streams),
      ListStreams: listStreams(streams),
      ListTagsForResource: listTagsForResource(streams),
      ListTagsForStream: listTagsForStream(streams),
      MergeShards: mergeShards(streams),
      PutRecord: putRecord(streams),
      PutRecords: putRecords(streams),
      PutResourcePolicy: putResourcePolicy(streams),
      RegisterStreamConsumer: registerStreamConsumer(consumers),
      RemoveTagsFromStream: removeTagsFromStream(streams),
      SplitShard: splitShard(streams),
      StartStreamEncryption: startStreamEncryption(streams),
      StopStreamEncryption: stopStreamEncryption(streams),
      SubscribeToShard: subscribeToShard(consumers),
      TagResource: tagResource(streams),
      UntagResource: untagResource(streams),
      UpdateMaxRecordSize: updateMaxRecordSize(streams),
      UpdateShardCount: updateShardCount(streams),
      UpdateStreamMode: updateStreamMode(streams),
    },
    refusal: validationErrors('ValidationException'),
    state: stateOf({
      streams,
      transitions: streams.transitions,
      consumers,
      consumersDue: consumers.transitions,
    }),
    /** For event source mappings, in process; they read the records as their function's role. */
    watch: watchOf(streams),
  } satisfies Service & { watch: unknown };
}
