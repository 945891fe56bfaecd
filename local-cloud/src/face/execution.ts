import type { DescribeStateMachineCommandOutput } from '@aws-sdk/client-sfn';
import type { AwsCaller } from '../client/aws-caller.ts';
import {
  type ExecutionReport,
  type ReportedEvent,
  readHistory,
  readLogged,
  report,
} from '../client/executions.ts';
import { UserError } from '../core/errors.ts';

/**
 * An execution as AWS's own APIs show it: a Standard one by GetExecutionHistory, an Express one by
 * the log group of its state machine. Without a log group an Express execution has no events and no
 * path; without `IncludeExecutionData` its events hold neither input nor output.
 */
export interface Execution extends Omit<ExecutionReport, 'output'> {
  /** Parsed from JSON. */
  readonly input?: unknown;
  /** Parsed from JSON; of a succeeded execution. */
  readonly output?: unknown;
}

/** Reads the execution with that ARN as it stands now. */
export async function readExecution(aws: AwsCaller, arn: string): Promise<Execution> {
  const [, , , region, account, kind, stateMachine] = arn.split(':');
  if (kind !== 'express') return executionOf(arn, 'STANDARD', await readHistory(aws, arn));
  const stateMachineArn = `arn:aws:states:${region}:${account}:stateMachine:${stateMachine}`;
  const machine = await aws.call<DescribeStateMachineCommandOutput>('SFN', 'DescribeStateMachine', {
    stateMachineArn,
  });
  const byExecution = await readLogged(aws, machine);
  return executionOf(arn, 'EXPRESS', byExecution.get(arn) ?? []);
}

function executionOf(
  arn: string,
  type: Execution['type'],
  events: readonly ReportedEvent[],
): Execution {
  const { output, ...rest } = report(arn, arn.split(':')[6]!, type, events);
  return { ...rest, ...parsed('input', events[0]?.details.input), ...parsed('output', output) };
}

/** The member with that name, where there is a JSON text for it. */
export function parsed(name: 'input' | 'output', text: unknown): Pick<Execution, typeof name> {
  return typeof text === 'string' ? { [name]: JSON.parse(text) } : {};
}

/** The input of an execution as it is sent. Throws a UserError for what JSON cannot say. */
export function jsonOf(input: unknown): string {
  let cause: unknown;
  try {
    const text: string | undefined = JSON.stringify(input);
    if (text !== undefined) return text;
  } catch (error) {
    cause = error;
  }
  throw new UserError('The input of an execution is JSON, and this is not', {
    why: cause instanceof Error ? cause.message : `Its type is ${typeof input}.`,
    fix: 'Give what JSON.stringify takes: an object, a list, a text, a number, true, false or null.',
    cause,
  });
}
