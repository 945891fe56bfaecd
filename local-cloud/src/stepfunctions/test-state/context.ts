import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { isNumber } from '../../core/json-number.ts';
import { isoTime } from '../execution/context.ts';
import type { StartSpec } from '../execution/types.ts';
import { isWorkState, type MapState, type State } from '../language/definition.ts';
import { isAnsweredLater, resourceOf } from '../language/resource.ts';
import { isTimestamp } from '../language/timestamp.ts';
import { invalid } from './problems.ts';
import { readObject } from './request.ts';
import { type TestedState, UNNAMED } from './tested-state.ts';
import type { TestStateInput, TestStatePorts } from './types.ts';

/** The `context` of a request: a token is only for a Task that is answered by it. */
export function readContext({ context }: TestStateInput, state: State): JsonObject | undefined {
  const given = readObject(context, 'Context object');
  const later = state.Type === 'Task' && isAnsweredLater(resourceOf(state.Resource));
  if (given === undefined) return undefined;
  const wrong = wrongField(given, FIELDS, '');
  // Not recorded; documented: "a valid Context object".
  if (wrong !== undefined) throw invalid(`Invalid Context object provided: ${wrong}`);
  if ('Task' in given && !later) {
    throw invalid(
      `Invalid Context object provided: Context object contains 'Task' when state is not a Task state with a '.sync' or '.waitForTaskToken' service integration pattern`,
    );
  }
  return given;
}

type Kind = 'a string' | 'a number' | 'a timestamp';
interface Fields {
  readonly [name: string]: Kind | Fields;
}

/** Inputs and items may be anything. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
const FIELDS: Fields = {
  Execution: {
    Id: 'a string',
    Name: 'a string',
    RoleArn: 'a string',
    StartTime: 'a timestamp',
    RedriveCount: 'a number',
    RedriveTime: 'a timestamp',
  },
  State: { EnteredTime: 'a timestamp', Name: 'a string', RetryCount: 'a number' },
  StateMachine: { Id: 'a string', Name: 'a string' },
  Task: { Token: 'a string' },
  Map: { Item: { Index: 'a number', Key: 'a string', Source: 'a string' } },
};

/** What the first field gets wrong that is not what the context object has there. */
function wrongField(value: JsonObject, fields: Fields, path: string): string | undefined {
  for (const [name, wanted] of Object.entries(fields)) {
    const field = value[name];
    if (field === undefined) continue;
    const at = `${path}${name}`;
    if (typeof wanted === 'string') {
      if (!isKind(field, wanted)) return `Field '${at}' must be ${wanted}`;
      continue;
    }
    if (!isObject(field)) return `Field '${at}' must be an object`;
    const wrong = wrongField(field, wanted, `${at}.`);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function isKind(value: Json, kind: Kind): boolean {
  if (kind === 'a number') return isNumber(value);
  return kind === 'a string' ? typeof value === 'string' : isTimestamp(value);
}

type Names = Pick<StartSpec, 'arn' | 'name' | 'stateMachineArn' | 'stateMachineName'>;

/** The context object of a test that brings none: the state is always called StateName (recorded). */
export function contextOf(
  { roleArn, stateConfiguration }: TestStateInput,
  input: Json,
  names: Names,
  { state, map }: TestedState,
  { clock, random }: TestStatePorts['integrations'],
): JsonObject {
  const now = isoTime(clock.now());
  const token = state.Type === 'Task' && isAnsweredLater(resourceOf(state.Resource));
  return {
    Execution: {
      Id: names.arn,
      Input: input,
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
    ...(map && { Map: { Item: firstItem(map, input) } }),
  };
}

/** Documented: a state inside a Map has the first item, whose value is the input. */
function firstItem({ ItemProcessor, ItemReader }: MapState, Value: Json): JsonObject {
  const isDistributed = ItemProcessor.ProcessorConfig?.Mode === 'DISTRIBUTED';
  return {
    Index: 0,
    Value,
    ...(isDistributed && ItemReader === undefined && { Source: 'STATE_DATA' }),
  };
}
