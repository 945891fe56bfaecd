import type { FilterLogEventsCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import type { Cloud } from 'local-cloud';

/**
 * The last error in a function's log, on one line; undefined where it has logged none.
 *
 * @param name the logical id of the function
 */
export async function lastErrorOf(cloud: Cloud, name: string): Promise<string | undefined> {
  const logGroupName = `/aws/lambda/${cloud.resource(name)}`;
  const { events } = await cloud.call<FilterLogEventsCommandOutput>(
    'CloudWatchLogs',
    'FilterLogEvents',
    { logGroupName, filterPattern: 'ERROR' },
  );
  const message = events?.at(-1)?.message;
  const [, type, text] = /"errorType":"([^"]+)","errorMessage":"([^"]+)"/.exec(message ?? '') ?? [];
  return type === undefined ? message?.trim() : `${type}: ${text}`;
}
