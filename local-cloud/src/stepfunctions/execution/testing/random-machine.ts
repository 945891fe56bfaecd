import fc from 'fast-check';
import type { JsonObject } from '../../../core/json.ts';

/** What these machines are started with: lists to iterate over, by their length. */
export const INPUT: JsonObject = { lists: [[], [1], [1, 2], [1, 2, 3]] };

/** A machine without its words: steps one after another. */
export type Plan = readonly StepPlan[];

export type StepPlan =
  | { readonly kind: 'pass'; readonly assign: boolean }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'task'; readonly failures: number; readonly handling: Handling }
  | { readonly kind: 'parallel'; readonly branches: readonly Plan[]; readonly handling: Handling }
  | {
      readonly kind: 'map';
      readonly items: number;
      readonly concurrency: number;
      readonly plan: Plan;
      readonly handling: Handling;
    };

type Handling = 'none' | 'retry' | 'catch';

const handling = fc.constantFrom<Handling>('none', 'retry', 'catch');

/** Machines of every state type that waits or has states inside, three deep at most. */
export const planArbitrary: fc.Arbitrary<Plan> = fc.letrec<{ step: StepPlan; plan: Plan }>(
  (tie) => ({
    plan: fc.array(tie('step'), { minLength: 1, maxLength: 3 }),
    step: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'machine' },
      fc.record({ kind: fc.constant('pass' as const), assign: fc.boolean() }),
      fc.record({ kind: fc.constant('wait' as const), seconds: fc.nat({ max: 5 }) }),
      fc.record({
        kind: fc.constant('task' as const),
        failures: fc.nat({ max: 2 }),
        handling,
      }),
      fc.record({
        kind: fc.constant('parallel' as const),
        branches: fc.array(tie('plan'), { minLength: 1, maxLength: 3 }),
        handling,
      }),
      fc.record({
        kind: fc.constant('map' as const),
        items: fc.nat({ max: 3 }),
        concurrency: fc.nat({ max: 2 }),
        plan: tie('plan'),
        handling,
      }),
    ),
  }),
).plan;

/** The plan as a definition. Names are unique; a task's says how often it fails. */
export function toDefinition(plan: Plan, options: { handling?: boolean } = {}): JsonObject {
  let count = 0;
  const branch = (steps: Plan): JsonObject => {
    const names = steps.map((step) => `${step.kind}${++count}${marks(step)}`);
    const states: JsonObject = {};
    steps.forEach((step, index) => {
      const next = names[index + 1];
      const onward: JsonObject = next === undefined ? { End: true } : { Next: next };
      const handled = options.handling === false ? 'none' : handlingOf(step);
      Object.assign(states, stateOf(names[index]!, step, onward, handled));
    });
    return { StartAt: names[0]!, States: states };
  };
  const stateOf = (
    name: string,
    step: StepPlan,
    onward: JsonObject,
    handled: Handling,
  ): JsonObject => {
    const state = { ...body(name, step, branch), ...onward };
    if (handled === 'none') return { [name]: state };
    if (handled === 'retry') {
      return { [name]: { ...state, Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }] } };
    }
    const caught = `${name}-caught`;
    return {
      [name]: {
        ...state,
        Catch: [{ ErrorEquals: ['States.ALL'], Next: caught, Assign: { [`e${++count}`]: 1 } }],
      },
      [caught]: { Type: 'Pass', ...onward },
    };
  };
  return branch(plan);
}

function marks(step: StepPlan): string {
  return step.kind === 'task' && step.failures > 0 ? `-fails${step.failures}` : '';
}

function handlingOf(step: StepPlan): Handling {
  return 'handling' in step ? step.handling : 'none';
}

function body(name: string, step: StepPlan, branch: (plan: Plan) => JsonObject): JsonObject {
  switch (step.kind) {
    case 'pass':
      return {
        Type: 'Pass',
        Parameters: { at: name, 'was.$': '$' },
        ...(step.assign && { Assign: { [name]: { 'value.$': '$.at' } } }),
      };
    case 'wait':
      return { Type: 'Wait', Seconds: step.seconds };
    case 'task':
      return {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Parameters: { FunctionName: 'f' },
      };
    case 'parallel':
      return { Type: 'Parallel', Branches: step.branches.map(branch) };
    case 'map':
      return {
        Type: 'Map',
        Parameters: { 'index.$': '$$.Map.Item.Index' },
        ItemsPath: `$$.Execution.Input.lists[${step.items}]`,
        MaxConcurrency: step.concurrency,
        ItemProcessor: branch(step.plan),
      };
  }
}
