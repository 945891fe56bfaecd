import type { JsonObject } from '../../src/core/json.ts';

/** One machine, run so many times at once. */
export interface Workload {
  readonly title: string;
  readonly definition: JsonObject;
  readonly input: JsonObject;
  readonly executions: number;
  /** State transitions of one execution. */
  readonly transitions: number;
  /** What the peer cannot run at all. */
  readonly oursOnly?: true;
}

/** The Lambda function that Task states call; it answers at once, in the same process. */
export const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:123456789012:function:double';

export function double(input: unknown): JsonObject {
  const { value = 0 } = (input ?? {}) as { value?: number };
  return { value: value * 2 };
}

export const WORKLOADS: Readonly<Record<string, Workload>> = {
  chain: {
    title: '10 Pass states, 1,000 executions',
    definition: chain(10),
    input: { value: 1 },
    executions: 1000,
    transitions: 10,
  },
  choice: {
    title: 'Choice chain of 10, 1,000 executions',
    definition: choices(10),
    input: { value: 5, name: 'order', nested: { flag: true } },
    executions: 1000,
    transitions: 11,
  },
  parallel: {
    title: 'Parallel of 5 branches, 500 executions',
    definition: parallel(5),
    input: { value: 1 },
    executions: 500,
    transitions: 11,
  },
  'map-1000': {
    title: 'inline Map of 1,000 items, 5 executions',
    definition: map(),
    input: { items: Array.from({ length: 1000 }, (_, index) => ({ index })) },
    executions: 5,
    transitions: 1001,
  },
  'map-10000': {
    title: 'inline Map of 10,000 items (Express)',
    definition: map(),
    input: { items: Array.from({ length: 10_000 }, (_, index) => index) },
    executions: 1,
    transitions: 10_001,
  },
  task: {
    title: '5 Task states in process, 1,000 executions',
    definition: tasks(5),
    input: { value: 1 },
    executions: 1000,
    transitions: 5,
  },
  jsonata: {
    title: '5 JSONata transforms, 500 executions',
    definition: jsonata(5),
    input: { orders: Array.from({ length: 10 }, (_, id) => ({ id, price: id * 3, quantity: 2 })) },
    executions: 500,
    transitions: 5,
    oursOnly: true,
  },
  payload: {
    title: '10 Pass states, 40 kB payload, 200 executions',
    definition: chain(10, { 'copy.$': '$.value' }),
    input: { value: 1, text: 'x'.repeat(40_000) },
    executions: 200,
    transitions: 10,
  },
};

function linked(count: number, state: (index: number) => JsonObject): JsonObject {
  const states: JsonObject = {};
  for (let index = 0; index < count; index++) {
    const onward: JsonObject = index === count - 1 ? { End: true } : { Next: `S${index + 1}` };
    states[`S${index}`] = { ...state(index), ...onward };
  }
  return states;
}

function chain(count: number, parameters: JsonObject = { 'value.$': '$.value' }): JsonObject {
  const state = (): JsonObject => ({
    Type: 'Pass',
    Parameters: parameters,
    ResultPath: '$.result',
  });
  return { StartAt: 'S0', States: linked(count, state) };
}

function choices(count: number): JsonObject {
  const states: JsonObject = {};
  for (let index = 0; index < count; index++) {
    states[`S${index}`] = {
      Type: 'Choice',
      Choices: [
        {
          And: [
            { Variable: '$.value', NumericGreaterThan: 3 },
            { Variable: '$.name', StringEquals: 'order' },
            { Variable: '$.nested.flag', BooleanEquals: true },
          ],
          Next: `S${index + 1}`,
        },
      ],
      Default: `S${count}`,
    };
  }
  states[`S${count}`] = { Type: 'Succeed' };
  return { StartAt: 'S0', States: states };
}

function parallel(count: number): JsonObject {
  const branch = (index: number): JsonObject => ({
    StartAt: `A${index}`,
    States: {
      [`A${index}`]: { Type: 'Pass', Next: `B${index}` },
      [`B${index}`]: { Type: 'Pass', End: true },
    },
  });
  const Branches = Array.from({ length: count }, (_, index) => branch(index));
  return { StartAt: 'P', States: { P: { Type: 'Parallel', Branches, End: true } } };
}

function map(): JsonObject {
  const ItemProcessor = { StartAt: 'I', States: { I: { Type: 'Pass', End: true } } };
  return {
    StartAt: 'M',
    States: { M: { Type: 'Map', ItemsPath: '$.items', ItemProcessor, End: true } },
  };
}

function tasks(count: number): JsonObject {
  const state = (): JsonObject => ({ Type: 'Task', Resource: FUNCTION_ARN });
  return { StartAt: 'S0', States: linked(count, state) };
}

function jsonata(count: number): JsonObject {
  const state = (): JsonObject => ({
    Type: 'Pass',
    Output: {
      orders: '{% $states.input.orders %}',
      total: '{% $sum($states.input.orders.(price * quantity)) %}',
      large: '{% $count($states.input.orders[price > 10]) %}',
    },
  });
  return { QueryLanguage: 'JSONata', StartAt: 'S0', States: linked(count, state) };
}
