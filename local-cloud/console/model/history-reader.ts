import type { GetExecutionHistoryCommandOutput } from '@aws-sdk/client-sfn';
import type { AwsCaller } from '../../src/client/aws-caller.ts';
import { type ReportedEvent, readLogged, reportedEvent } from '../../src/client/executions.ts';
import { type Described, isExpress, machineArnOf } from './executions.ts';

/**
 * The events of an execution, of which some are known: of a Standard one the new ones alone are read,
 * unless it is another one by now, of the same name in a cloud that was started anew.
 */
export async function readNewer(
  aws: AwsCaller,
  executionArn: string,
  known: readonly ReportedEvent[],
): Promise<readonly ReportedEvent[]> {
  if (isExpress(executionArn)) return readExpress(aws, executionArn);
  const last = known.at(-1);
  const read: ReportedEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await aws.call<GetExecutionHistoryCommandOutput>('SFN', 'GetExecutionHistory', {
      ...{ executionArn, reverseOrder: true, maxResults: last === undefined ? 1000 : 100 },
      ...(nextToken !== undefined && { nextToken }),
    });
    read.push(...(page.events ?? []).map(reportedEvent));
    nextToken = last === undefined || read.at(-1)!.id > last.id ? page.nextToken : undefined;
  } while (nextToken !== undefined);
  if (last === undefined) return read.reverse();
  const same = read.find(({ id }) => id === last.id);
  if (same?.time !== last.time || same.type !== last.type) return readNewer(aws, executionArn, []);
  const fresh = read.filter(({ id }) => id > last.id).reverse();
  return fresh.length === 0 ? known : [...known, ...fresh];
}

async function readExpress(
  aws: AwsCaller,
  executionArn: string,
): Promise<readonly ReportedEvent[]> {
  const byExecution = await readLogged(aws, await describeMachine(aws, executionArn));
  return byExecution.get(executionArn) ?? [];
}

/** The definition an execution goes by; of an Express one, the one that there is now. */
export function describeMachine(aws: AwsCaller, executionArn: string): Promise<Described> {
  return isExpress(executionArn)
    ? aws.call('SFN', 'DescribeStateMachine', { stateMachineArn: machineArnOf(executionArn) })
    : aws.call('SFN', 'DescribeStateMachineForExecution', { executionArn });
}
