import type { Keep } from '../../core/keep.ts';
import type { Cloud, Service } from '../../core/service.ts';
import { validationErrors } from '../../core/validation-errors.ts';
import { createLogGroup } from './actions/createLogGroup.ts';
import { createLogStream } from './actions/createLogStream.ts';
import { deleteLogGroup } from './actions/deleteLogGroup.ts';
import { deleteLogStream } from './actions/deleteLogStream.ts';
import { deleteResourcePolicy } from './actions/deleteResourcePolicy.ts';
import { deleteRetentionPolicy } from './actions/deleteRetentionPolicy.ts';
import { describeLogGroups } from './actions/describeLogGroups.ts';
import { describeLogStreams } from './actions/describeLogStreams.ts';
import { describeResourcePolicies } from './actions/describeResourcePolicies.ts';
import { filterLogEvents } from './actions/filterLogEvents.ts';
import { getLogEvents } from './actions/getLogEvents.ts';
import { listTagsForResource } from './actions/listTagsForResource.ts';
import { listTagsLogGroup } from './actions/listTagsLogGroup.ts';
import { putLogEvents } from './actions/putLogEvents.ts';
import { putResourcePolicy } from './actions/putResourcePolicy.ts';
import { putRetentionPolicy } from './actions/putRetentionPolicy.ts';
import { tagLogGroup } from './actions/tagLogGroup.ts';
import { tagResource } from './actions/tagResource.ts';
import { untagLogGroup } from './actions/untagLogGroup.ts';
import { untagResource } from './actions/untagResource.ts';
import { LogStore } from './store.ts';

/** CloudWatch Logs: log groups in bounded memory, searched with filter patterns. */
export function createCloudWatchLogs(cloud: Cloud, keep?: Keep) {
  const store = new LogStore(cloud, keep);
  return {
    sdkId: 'CloudWatch Logs',
    operations: {
      CreateLogGroup: createLogGroup(store),
      CreateLogStream: createLogStream(store),
      DeleteLogGroup: deleteLogGroup(store),
      DeleteLogStream: deleteLogStream(store),
      DeleteResourcePolicy: deleteResourcePolicy(store),
      DeleteRetentionPolicy: deleteRetentionPolicy(store),
      DescribeLogGroups: describeLogGroups(store),
      DescribeLogStreams: describeLogStreams(store),
      DescribeResourcePolicies: describeResourcePolicies(store),
      FilterLogEvents: filterLogEvents(store),
      GetLogEvents: getLogEvents(store),
      ListTagsForResource: listTagsForResource(store),
      ListTagsLogGroup: listTagsLogGroup(store),
      PutLogEvents: putLogEvents(store),
      PutResourcePolicy: putResourcePolicy(store),
      PutRetentionPolicy: putRetentionPolicy(store),
      TagLogGroup: tagLogGroup(store),
      TagResource: tagResource(store),
      UntagLogGroup: untagLogGroup(store),
      UntagResource: untagResource(store),
    },
    refusal: validationErrors('InvalidParameterException'),
    state: store,
  } satisfies Service;
}
