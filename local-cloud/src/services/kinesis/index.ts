import type { Cloud, Service } from '../../core/service.ts';
import { stateOf } from '../../core/state.ts';
import { validationErrors } from '../../core/validation-errors.ts';
import { addTagsToStream } from './actions/addTagsToStream.ts';
import { createStream } from './actions/createStream.ts';
import { decreaseStreamRetentionPeriod } from './actions/decreaseStreamRetentionPeriod.ts';
import { deleteResourcePolicy } from './actions/deleteResourcePolicy.ts';
import { deleteStream } from './actions/deleteStream.ts';
import { describeLimits } from './actions/describeLimits.ts';
import { describeStream } from './actions/describeStream.ts';
import { describeStreamSummary } from './actions/describeStreamSummary.ts';
import { getRecords } from './actions/getRecords.ts';
import { getResourcePolicy } from './actions/getResourcePolicy.ts';
import { getShardIterator } from './actions/getShardIterator.ts';
import { increaseStreamRetentionPeriod } from './actions/increaseStreamRetentionPeriod.ts';
import { listShards } from './actions/listShards.ts';
import { listStreams } from './actions/listStreams.ts';
import { listTagsForResource } from './actions/listTagsForResource.ts';
import { listTagsForStream } from './actions/listTagsForStream.ts';
import { mergeShards } from './actions/mergeShards.ts';
import { putRecord } from './actions/putRecord.ts';
import { putRecords } from './actions/putRecords.ts';
import { putResourcePolicy } from './actions/putResourcePolicy.ts';
import { removeTagsFromStream } from './actions/removeTagsFromStream.ts';
import { splitShard } from './actions/splitShard.ts';
import { startStreamEncryption } from './actions/startStreamEncryption.ts';
import { stopStreamEncryption } from './actions/stopStreamEncryption.ts';
import { tagResource } from './actions/tagResource.ts';
import { untagResource } from './actions/untagResource.ts';
import { updateMaxRecordSize } from './actions/updateMaxRecordSize.ts';
import { updateShardCount } from './actions/updateShardCount.ts';
import { updateStreamMode } from './actions/updateStreamMode.ts';
import { Streams } from './streams.ts';
import { watchOf } from './watch.ts';

/** Kinesis Data Streams: shards in memory, read by iterators. Enhanced fan-out is not served. */
export function createKinesis(cloud: Cloud) {
  const streams = new Streams(cloud);
  return {
    sdkId: 'Kinesis',
    operations: {
      AddTagsToStream: addTagsToStream(streams),
      CreateStream: createStream(streams),
      DecreaseStreamRetentionPeriod: decreaseStreamRetentionPeriod(streams),
      DeleteResourcePolicy: deleteResourcePolicy(streams),
      DeleteStream: deleteStream(streams),
      DescribeLimits: describeLimits(streams),
      DescribeStream: describeStream(streams),
      DescribeStreamSummary: describeStreamSummary(streams),
      GetRecords: getRecords(streams),
      GetResourcePolicy: getResourcePolicy(streams),
      GetShardIterator: getShardIterator(streams),
      IncreaseStreamRetentionPeriod: increaseStreamRetentionPeriod(streams),
      ListShards: listShards(streams),
      ListStreams: listStreams(streams),
      ListTagsForResource: listTagsForResource(streams),
      ListTagsForStream: listTagsForStream(streams),
      MergeShards: mergeShards(streams),
      PutRecord: putRecord(streams),
      PutRecords: putRecords(streams),
      PutResourcePolicy: putResourcePolicy(streams),
      RemoveTagsFromStream: removeTagsFromStream(streams),
      SplitShard: splitShard(streams),
      StartStreamEncryption: startStreamEncryption(streams),
      StopStreamEncryption: stopStreamEncryption(streams),
      TagResource: tagResource(streams),
      UntagResource: untagResource(streams),
      UpdateMaxRecordSize: updateMaxRecordSize(streams),
      UpdateShardCount: updateShardCount(streams),
      UpdateStreamMode: updateStreamMode(streams),
    },
    refusal: validationErrors('ValidationException'),
    state: stateOf({ streams, transitions: streams.transitions }),
    /** For event source mappings, in process; they read the records as their function's role. */
    watch: watchOf(streams),
  } satisfies Service & { watch: unknown };
}
