import type { GetExecutionHistoryCommandOutput } from '@aws-sdk/client-sfn';
import { type ReportedEvent, readLogged, reportedEvent } from '../../src/client/executions.ts';
import { aws } from '../cloud.ts';
import { type Described, isExpress, machineArnOf } from '../model/executions.ts';

/** The events an execution has beyond those known: of a Standard one the new ones alone are read. */
export async function readNewer(
  executionArn: string,
  known: readonly ReportedEvent[],
): Promise<readonly ReportedEvent[]> {
  if (isExpress(executionArn)) return readExpress(executionArn);
  const last = known.at(-1)?.id ?? 0;
  const newer: ReportedEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await aws.call<GetExecutionHistoryCommandOutput>('SFN', 'GetExecutionHistory', {
      ...{ executionArn, reverseOrder: true, maxResults: known.length === 0 ? 1000 : 100 },
      ...(nextToken !== undefined && { nextToken }),
    });
    newer.push(...(page.events ?? []).map(reportedEvent));
    nextToken = (newer.at(-1)?.id ?? 0) > last + 1 ? page.nextToken : undefined;
  } while (nextToken !== undefined);
  const fresh = newer.filter(({ id }) => id > last).reverse();
  return fresh.length === 0 ? known : [...known, ...fresh];
}

async function readExpress(executionArn: string): Promise<readonly ReportedEvent[]> {
  const byExecution = await readLogged(aws, await describeMachine(executionArn));
  return byExecution.get(executionArn) ?? [];
}

/** The definition an execution goes by; of an Express one, the one that there is now. */
export function describeMachine(executionArn: string): Promise<Described> {
  return isExpress(executionArn)
    ? aws.call('SFN', 'DescribeStateMachine', { stateMachineArn: machineArnOf(executionArn) })
    : aws.call('SFN', 'DescribeStateMachineForExecution', { executionArn });
}
