import { checkContract } from '../../core/check-contract.ts';
import { UserError } from '../../core/errors.ts';
import { specOf } from '../execution/saved-map-run.ts';
import type { Execution, StartSpec } from '../execution/types.ts';
import type { Context } from './context.ts';
import { refusal } from './errors.ts';
import { checkExecutionInput } from './json-data.ts';
import { executionName, payload } from './members.ts';
import { checkName } from './names.ts';

/** Where a new execution takes off from an old one. */
export interface ForkPoint {
  /** The state to begin with. */
  readonly state: string;
  /** JSON text; the input that the state had, if absent. */
  readonly input?: string;
  /** The new execution's name. */
  readonly name?: string;
}

/**
 * Starts a new execution at a state of an old one, with what the old history knew there; mocked states are
 * answered from their first response on. AWS has no such operation. Gives the new execution; throws AwsError
 * for what Step Functions refuses, and UserError for an Express execution and for a state that the execution
 * does not have.
 */
export function fork(context: Context, executionArn: string, at: ForkPoint): Execution {
  if (executionArn.split(':')[5] === 'express') throw noHistory(executionArn);
  const { execution, revision } = context.executions.get(executionArn);
  checkPoint(at);
  if (at.name !== undefined) checkName(at.name);
  if (at.input !== undefined) checkExecutionInput(at.input);
  if (!entered(execution, at.state)) {
    throw new UserError(
      `The execution ${execution.name} has not entered the state '${at.state}'.`,
      {
        why: 'A fork begins with what its history knew when it entered the state.',
        fix: `Choose one of: ${statesEntered(execution).join(', ')}`,
      },
    );
  }
  const name = at.name ?? context.cloud.random.uuid();
  const spec: StartSpec = {
    ...specOf(execution.spec),
    machine: execution.spec.machine,
    name,
    arn: context.arns.execution(execution.spec.stateMachineName, name),
  };
  context.running.begin(spec, revision);
  const made = context.engine.fork(execution, spec, {
    state: at.state,
    ...(at.input !== undefined && { input: at.input }),
  });
  context.executions.add({ execution: made, revision });
  return made;
}

function noHistory(executionArn: string): UserError {
  return new UserError(`${executionArn} cannot be forked`, {
    why: 'Express executions keep no history, so nobody knows what a state began with.',
    fix: 'Start its state machine again with the same input.',
  });
}

const FORK_POINT = { state: {}, name: executionName, input: payload };

function checkPoint(at: ForkPoint): void {
  const { broken } = checkContract(FORK_POINT, at);
  if (broken.length > 0) throw refusal(broken);
}

function entered(execution: Execution, state: string): boolean {
  return statesEntered(execution).includes(state);
}

function statesEntered(execution: Execution): string[] {
  const names = execution.history.flatMap((event) => event.stateEnteredEventDetails?.name ?? []);
  return [...new Set(names)];
}
