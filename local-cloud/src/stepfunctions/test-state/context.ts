import type { JsonObject } from '../../core/json.ts';
import { isoTime } from '../execution/context.ts';
import type { StartSpec } from '../execution/types.ts';
import { isWorkState, type State } from '../language/definition.ts';
import { isAnsweredLater, resourceOf } from '../language/resource.ts';
import { invalid } from './problems.ts';
import { readInput, readObject } from './request.ts';
import { UNNAMED } from './tested-state.ts';
import type { TestStateInput, TestStatePorts } from './types.ts';

/** The `context` of a request: a token is only for a Task that is answered by it. */
export function readContext({ context }: TestStateInput, state: State): JsonObject | undefined {
  const given = readObject(context, 'Context object');
  const later = state.Type === 'Task' && isAnsweredLater(resourceOf(state.Resource));
  if (given && 'Task' in given && !later) {
    throw invalid(
      `Invalid Context object provided: Context object contains 'Task' when state is not a Task state with a '.sync' or '.waitForTaskToken' service integration pattern`,
    );
  }
  return given;
}

type Names = Pick<StartSpec, 'arn' | 'name' | 'stateMachineArn' | 'stateMachineName'>;

/** The context object of a test that brings none: the state is always called StateName (recorded). */
export function contextOf(
  { input, roleArn, stateConfiguration }: TestStateInput,
  names: Names,
  state: State,
  { clock, random }: TestStatePorts['integrations'],
): JsonObject {
  const now = isoTime(clock.now());
  const token = state.Type === 'Task' && isAnsweredLater(resourceOf(state.Resource));
  return {
    Execution: {
      Id: names.arn,
      Input: JSON.parse(readInput(input)),
      Name: names.name,
      RoleArn: roleArn ?? null,
      StartTime: now,
    },
    StateMachine: { Id: names.stateMachineArn, Name: names.stateMachineName },
    State: {
      Name: UNNAMED,
      EnteredTime: now,
      ...(isWorkState(state) && { RetryCount: stateConfiguration?.retrierRetryCount ?? 0 }),
    },
    ...(token && { Task: { Token: random.uuid() } }),
  };
}
