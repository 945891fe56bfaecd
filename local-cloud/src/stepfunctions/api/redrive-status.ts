import type { Execution } from '../execution/types.ts';

/** An execution can be redriven for 14 days after its end. */
const REDRIVABLE_MS = 14 * 24 * 3600 * 1000;
/** Nor can one that has had the longest time there is. */
const LONGEST_MS = 365 * 24 * 3600 * 1000;
/** A history that is as long as it may be has no room for what a redrive adds. */
const MAX_EVENTS = 24_999;

export interface RedriveStatus {
  readonly redriveStatus: 'REDRIVABLE' | 'NOT_REDRIVABLE' | 'REDRIVABLE_BY_MAP_RUN';
  readonly redriveStatusReason?: string;
}

/**
 * Whether an execution can be redriven, and why not.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
 */
export function redriveStatusOf(execution: Execution, now: number): RedriveStatus {
  const reason = reasonAgainst(execution, now);
  if (reason !== undefined) return { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason: reason };
  const child = execution.spec.mapRunArn !== undefined;
  return { redriveStatus: child ? 'REDRIVABLE_BY_MAP_RUN' : 'REDRIVABLE' };
}

function reasonAgainst(execution: Execution, now: number): string | undefined {
  const { status, startDate, stopDate, history } = execution;
  if (status === 'RUNNING' || status === 'SUCCEEDED') {
    return `Execution is ${status} and cannot be redriven`;
  }
  if (history.length >= MAX_EVENTS) return 'Execution history event limit exceeded';
  if (now - startDate > LONGEST_MS) return 'Execution has exceeded the max execution time';
  if (stopDate !== undefined && now - stopDate > REDRIVABLE_MS) {
    return 'Execution redrivable period exceeded';
  }
  return undefined;
}
