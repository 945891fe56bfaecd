import type { Keep } from '../../core/keep.ts';
import { callable, fakeCloud } from '../testing.ts';
import { createCloudWatchLogs } from './index.ts';

/** A CloudWatch Logs of its own, on a frozen clock, with one group and stream. */
export async function withStream(keep?: Keep) {
  const cloud = fakeCloud();
  const service = createCloudWatchLogs(cloud, keep);
  const logs = callable(service);
  const names = { logGroupName: '/app/orders', logStreamName: 'one' };
  await logs.CreateLogGroup({ logGroupName: names.logGroupName });
  await logs.CreateLogStream(names);
  /** Puts messages, each a second after the one before, the first one now. */
  const put = (messages: readonly string[], logStreamName = 'one') =>
    logs.PutLogEvents({
      ...names,
      logStreamName,
      logEvents: messages.map((message, index) => ({
        message,
        timestamp: cloud.clock.now() + index * 1000,
      })),
    });
  return { cloud, service, logs, names, put };
}
