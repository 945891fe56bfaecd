import type { DescribeLogGroupsCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import type { LoggingConfiguration } from '@aws-sdk/client-sfn';
import { AwsError } from '../../core/errors.ts';
import type { Context } from './context.ts';
import { invalidLogging } from './errors.ts';

const LOG_GROUP = /^arn:aws[a-z-]*:logs:[^:]*:[^:]*:log-group:([^:]+):\*$/;

/** The configuration as it is kept. Throws InvalidLoggingConfiguration (recorded). */
export async function checkLogging(
  context: Context,
  given: LoggingConfiguration = {},
): Promise<LoggingConfiguration> {
  const { level = 'OFF', includeExecutionData = false, destinations = [] } = given;
  if (destinations.length === 0 && level === 'OFF') return { level, includeExecutionData };
  const logGroup = destinations[0]?.cloudWatchLogsLogGroup?.logGroupArn;
  if (destinations.length !== 1 || logGroup === undefined) {
    throw invalidLogging('Must specify exactly one Log Destination.');
  }
  if (!(await exists(context, logGroup))) throw invalidLogging('Log Destination not found.');
  return { destinations, includeExecutionData, level };
}

/** The name of a log group by its ARN, which must end with `:*`. */
export function logGroupName(logGroupArn: string): string | undefined {
  return LOG_GROUP.exec(logGroupArn)?.[1];
}

/** A log group of another account or region is none. */
async function exists({ cloud }: Context, logGroupArn: string): Promise<boolean> {
  const name = logGroupName(logGroupArn);
  if (!logGroupArn.endsWith(`:logs:${cloud.region}:${cloud.accountId}:log-group:${name}:*`)) {
    return false;
  }
  const root = { kind: 'root', arn: `arn:aws:iam::${cloud.accountId}:root` } as const;
  try {
    const { logGroups } = await cloud.call<DescribeLogGroupsCommandOutput>(
      root,
      'CloudWatch Logs',
      'DescribeLogGroups',
      { logGroupNamePrefix: name },
    );
    return (logGroups ?? []).some((group) => group.logGroupName === name);
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
}
