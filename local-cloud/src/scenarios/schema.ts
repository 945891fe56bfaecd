import * as z from 'zod';

/**
 * The format of `events/<workflow>/scenarios.yml`. A scenario is a list of steps taken through
 * AWS's own APIs, and what must be true afterwards. In any text, `${Name}` stands for the stack
 * output `Name` (CloudFormation DescribeStacks), so the same file runs against AWS; `${today}` for
 * the day the scenario begins (UTC, `2030-01-31`), `${today-P2Y+P1D}` for a day counted from it; and
 * what an earlier call saved for that.
 */

const json = z.json();

/** What must hold of a value: objects are compared member by member, what is not named is free. */
const partial = json;

/** One AWS operation, by the SDK's names: `{ service: DynamoDB, operation: GetItem, input, expect }`. */
const call = z.strictObject({
  service: z.string(),
  operation: z.string(),
  input: z.record(z.string(), json).default({}),
  /** Members of the input that are the text of a file beside scenarios.yml. */
  files: z.record(z.string(), z.string()).optional(),
  expect: partial.optional(),
  /** What to keep of the answer: `{ PolicyArn: Policy.Arn }` makes it `${PolicyArn}` from here on. */
  save: z.record(z.string().regex(/^[A-Za-z0-9]+$/), z.string()).optional(),
  /** Errors that are as good as an answer: what is to be removed may not be there. */
  tolerate: z.array(z.string()).optional(),
});

/** A step, by its one key. */
const single = [
  z.strictObject({
    /** An HTTP request to the workflow's API. `payload`: a file beside scenarios.yml. */
    request: z.strictObject({
      method: z.enum(['GET', 'POST', 'PUT', 'DELETE']).default('POST'),
      /** Usually `${ApiUrl}/path`. */
      url: z.string(),
      headers: z.record(z.string(), z.string()).default({}),
      payload: z.string().optional(),
      body: z.string().optional(),
    }),
    expect: z
      .strictObject({
        status: z.int(),
        body: partial.optional(),
        headers: z.record(z.string(), z.string()).optional(),
      })
      .optional(),
  }),
  z.strictObject({
    /** StartExecution (StartSyncExecution for an Express machine) with a payload file. */
    start: z.strictObject({
      payload: z.string(),
      /** What the scenario changes in the payload, member by member: what must be of its day. */
      with: z.record(z.string(), json).optional(),
      name: z.string().optional(),
    }),
  }),
  z.strictObject({ call }),
  /** Lets cloud time pass: ISO 8601 (`P3D`, `PT24H`). */
  z.strictObject({ advance: z.string() }),
  /**
   * Waits for a mail with a link, follows it, and presses the button of that value on the page.
   * Each mail since the scenario began is used once, the newest first.
   */
  z.strictObject({
    decide: z.strictObject({ choice: z.string(), comment: z.string().default('') }),
  }),
] as const;

/** Steps that are taken one after the other, or, in `parallel`, at the same time. */
const step = z.union([...single, z.strictObject({ parallel: z.array(z.union(single)).min(2) })]);

export const fault = z.strictObject({
  /** The Task state to fail or hold up. */
  state: z.string(),
  /** Which attempts of it: 1 is the first. Default: every one. */
  attempts: z.array(z.int().positive()).optional(),
  /** Which tasks of it, where there are several as in a Map: those whose Parameters include this. */
  input: partial.optional(),
  /** The error name to fail with, as the service would name it. */
  error: z.string().optional(),
  cause: z.string().optional(),
  /** Or: seconds to wait before the work starts. */
  delaySeconds: z.number().positive().optional(),
});

/** How an execution ended. */
const end = z.strictObject({
  status: z.enum(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']),
  error: z.string().optional(),
  /** The states entered, in order; a list within the list is a set entered in any order. */
  path: z.array(z.union([z.string(), z.array(z.string())])),
  output: partial.optional(),
});

const scenario = z.strictObject({
  description: z.string(),
  faults: z.array(fault).default([]),
  /** Calls made before the scenario, for example to fill a table. */
  given: z.array(call).default([]),
  steps: z.array(step).min(1),
  /** The end of the workflow's last execution; a list: the ends of all of them, in any order. */
  expect: z.union([
    end.extend({
      /** How many executions the scenario makes. */
      executions: z.int().default(1),
    }),
    z.array(end).min(2),
  ]),
  /** What must be true in the end, as calls with `expect`. */
  verify: z.array(call).default([]),
});

export const scenarioFile = z.strictObject({
  /** The stack output that holds the state machine's ARN. */
  stateMachine: z.string(),
  scenarios: z.record(z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), scenario),
});

export type Scenario = z.output<typeof scenario>;
export type Step = z.output<typeof step>;
export type SingleStep = Exclude<Step, { parallel: unknown }>;
export type End = z.output<typeof end>;
export type Fault = z.output<typeof fault>;
export type Call = z.output<typeof call>;
export type ScenarioFile = z.output<typeof scenarioFile>;

/** Every step of a scenario, those that are taken at the same time too. */
export function stepsOf({ steps }: Pick<Scenario, 'steps'>): SingleStep[] {
  return steps.flatMap((one) => ('parallel' in one ? one.parallel : [one]));
}

/** Every end that a scenario expects. */
export function endsOf({ expect }: Pick<Scenario, 'expect'>): End[] {
  return Array.isArray(expect) ? expect : [expect];
}

/** How many executions a scenario makes. */
export function executionsOf({ expect }: Pick<Scenario, 'expect'>): number {
  return Array.isArray(expect) ? expect.length : expect.executions;
}
