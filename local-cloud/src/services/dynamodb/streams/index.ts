import type { Cloud, Service } from '../../../core/service.ts';
import { validationErrors } from '../../../core/validation-errors.ts';
import { describeStream } from './actions/describeStream.ts';
import { getRecords } from './actions/getRecords.ts';
import { getShardIterator } from './actions/getShardIterator.ts';
import { listStreams } from './actions/listStreams.ts';
import type { ChangeStreams } from './change-streams.ts';
import { watchOf } from './watch.ts';

/** DynamoDB Streams: reads what tables write. DynamoDB holds it. */
export function createDynamoDBStreams(cloud: Cloud, streams: ChangeStreams) {
  return {
    sdkId: 'DynamoDB Streams',
    operations: {
      DescribeStream: describeStream(streams),
      GetRecords: getRecords(streams, cloud),
      GetShardIterator: getShardIterator(streams, cloud),
      ListStreams: listStreams(streams),
    },
    refusal: validationErrors('ValidationException'),
    /** For event source mappings, in process; they read the records as their function's role. */
    watch: watchOf(streams),
  } satisfies Service & { watch: unknown };
}
