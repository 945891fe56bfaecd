import { LogStream } from '../../core/log-stream.ts';
import type { Cloud } from '../../core/service.ts';
import type { LogTarget } from './execution-log.ts';
import type { Settings } from './settings.ts';

/**
 * Where a pipe logs, if it does: to a log stream of its own. Logs are delivered by AWS itself, as whoever
 * made the pipe was allowed to have them.
 *
 * @param report told once where the log group takes none
 */
export function logTargetOf(
  cloud: Cloud,
  pipeArn: string,
  { Name, LogConfiguration = { Level: 'OFF' } }: Settings,
  report: (problem: string) => void,
): LogTarget | undefined {
  const {
    Level: level = 'OFF',
    CloudwatchLogsLogDestination,
    IncludeExecutionData,
  } = LogConfiguration;
  const { LogGroupArn = '' } = CloudwatchLogsLogDestination ?? {};
  const [, group] = /:log-group:([^:]+)/.exec(LogGroupArn) ?? [];
  if (level === 'OFF' || group === undefined) return undefined;
  const stream = new LogStream({
    ...{ cloud, of: 'a pipe', group, createsGroup: false, report },
    principal: { kind: 'root', arn: `arn:aws:iam::${cloud.accountId}:root` },
    name: `${Name}/${cloud.random.uuid()}`,
  });
  const hasData = IncludeExecutionData?.includes('ALL') ?? false;
  return { cloud, pipeArn, level, hasData, stream };
}
