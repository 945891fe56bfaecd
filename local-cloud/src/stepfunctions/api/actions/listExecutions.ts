import type { ListExecutionsInput, ListExecutionsOutput } from '@aws-sdk/client-sfn';
import type { Operation } from '../../../core/service.ts';
import type { Execution } from '../../execution/types.ts';
import type { Context } from '../context.ts';
import { invalid, typeNotSupported } from '../errors.ts';
import { executionSummary } from '../execution-summary.ts';
import { pageSize } from '../members.ts';
import { paginate } from '../paging.ts';

/** In the order of AWS's own message (recorded). */
const STATUSES = ['SUCCEEDED', 'TIMED_OUT', 'PENDING_REDRIVE', 'ABORTED', 'FAILED', 'RUNNING'];

/**
 * Newest first. Of a state machine, of one of its versions or aliases, or of a Map Run.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html
 */
export function listExecutions(
  context: Context,
): Operation<ListExecutionsInput, ListExecutionsOutput> {
  return {
    members: {
      stateMachineArn: { length: [1, 256] },
      mapRunArn: { length: [1, 2000] },
      statusFilter: { enum: STATUSES },
      redriveFilter: { enum: ['REDRIVEN', 'NOT_REDRIVEN'] },
      maxResults: pageSize,
      nextToken: { length: [1, 3096] },
    },
    permissions: ({ stateMachineArn, mapRunArn }) => [
      { action: 'states:ListExecutions', resource: mapRunArn ?? stateMachineArn ?? '*' },
    ],
    handle(input) {
      const { statusFilter, redriveFilter } = input;
      const executions = executionsOf(context, input).filter(
        (execution) =>
          (statusFilter === undefined || execution.status === statusFilter) &&
          (redriveFilter === undefined ||
            execution.redriveCount > 0 === (redriveFilter === 'REDRIVEN')),
      );
      const of = input.mapRunArn ?? input.stateMachineArn;
      const scope = `executions ${[of, statusFilter, redriveFilter].join(' ')}`;
      const { items, nextToken } = paginate(executions, input, scope, (item) => item.arn);
      return {
        executions: items.map(executionSummary),
        ...(nextToken !== undefined && { nextToken }),
      };
    },
  };
}

function executionsOf(context: Context, input: ListExecutionsInput): readonly Execution[] {
  const { stateMachineArn, mapRunArn } = input;
  if ((stateMachineArn === undefined) === (mapRunArn === undefined)) {
    throw invalid('Exactly one of stateMachineArn and mapRunArn must be specified');
  }
  if (mapRunArn !== undefined) {
    return [...context.executions.mapRun(mapRunArn).mapRun.children].reverse();
  }
  const { machine, version, alias } = context.machines.resolve(stateMachineArn!);
  if (machine.type === 'EXPRESS') throw typeNotSupported();
  const all = context.executions.ofMachine(machine.name);
  if (version) return all.filter(({ spec }) => spec.stateMachineVersionArn === version.arn);
  if (alias) return all.filter(({ spec }) => spec.stateMachineAliasArn === alias.arn);
  return all;
}
