import * as z from 'zod';
import { fault } from '../console/fault.ts';
import { json, jsonObject } from '../core/json-schemas.ts';
import { oneOf } from './one-of.ts';

/**
 * The format of `events/<workflow>/scenarios.yml`. A scenario is a list of steps taken through
 * AWS's own APIs, and what must be true afterwards. In any text, `${Name}` stands for the stack
 * output `Name` (CloudFormation DescribeStacks), so the same file runs against AWS; `${today}` for
 * the day the scenario begins (UTC, `2030-01-31`), `${today-P2Y+P1D}` for a day counted from it;
 * `${scenario}` for the scenario's name; and what an earlier call saved for that. Payload files are
 * sent as they are: by custom the ids in them are `sample-<scenario>`, or begin so, which is what
 * lets a file's `given` remove what an earlier run of any of its scenarios left.
 */

/** What must hold of a value: objects are compared member by member, what is not named is free. */
const partial = json;

/** One AWS operation, by the SDK's names: `{ service: DynamoDB, operation: GetItem, input, expect }`. */
const call = z.strictObject({
  service: z.string(),
  operation: z.string(),
  input: jsonObject.default({}),
  /**
   * Members of the input that are the text of a file beside scenarios.yml; `samples.ts#plain`: what that
   * function of a module there makes, bytes or a text.
   */
  files: z.record(z.string(), z.string()).optional(),
  expect: partial.optional(),
  /** What to keep of the answer: `{ PolicyArn: Policy.Arn }` makes it `${PolicyArn}` from here on. */
  save: z.record(z.string().regex(/^[A-Za-z0-9]+$/), z.string()).optional(),
  /** Errors that are as good as an answer: what is to be removed may not be there. */
  tolerate: z.array(z.string()).optional(),
});

/**
 * Lets cloud time pass: ISO 8601 (`P3D`, `PT24H`); `schedule`: until the next run of one; `T13:00Z`: until
 * it is that time of day.
 */
const advance = z.strictObject({ advance: z.string() });

/**
 * Attributes of an item as plain values: text for S, a number for N, then BOOL, NULL, L and M. What
 * JSON has no word for is read as the API has it: `{ SS: [a, b] }`. It is written with a call.
 */
const attributes = z
  .record(z.string(), json)
  .refine((named) => Object.keys(named).length > 0, 'Name at least one attribute.');

/** An object in a bucket that is what a file beside scenarios.yml is. */
const object = z.strictObject({
  bucket: z.string(),
  key: z.string(),
  file: z.string(),
  contentType: z.string().optional(),
});

/** What is made true before a scenario, by its one key; or a call, for what there is no key for. */
const given = oneOf({
  /** Writes an item (PutItem), or an object (PutObject). */
  put: z.strictObject({
    put: oneOf({
      table: z.strictObject({ table: z.string(), item: attributes }),
      bucket: object,
    }),
  }),
  /**
   * Removes the item with that key (DeleteItem), all items whose attributes equal `where`
   * (BatchWriteItem), or all objects whose keys begin with `prefix`, with all of their versions
   * (DeleteObjects).
   */
  delete: z.strictObject({
    delete: oneOf({
      key: z.strictObject({ table: z.string(), key: attributes }),
      where: z.strictObject({ table: z.string(), where: attributes }),
      prefix: z.strictObject({ bucket: z.string(), prefix: z.string() }),
    }),
  }),
  /** Empties the queue with that URL: PurgeQueue, which SQS allows once a minute. */
  purge: z.strictObject({ purge: z.string() }),
  advance,
  service: call,
});

/** A message: its body, as what it says where it is JSON; the texts of its attributes by name. */
const message = z.strictObject({
  body: partial.optional(),
  attributes: z.record(z.string(), z.string()).optional(),
});

/** What must be true in the end, by its one key; or a call with `expect`, for all else. */
const check = oneOf({
  /** The item with that key (GetItem) has these attributes, and maybe more; `null`: there is none. */
  item: z.strictObject({
    item: z.strictObject({ table: z.string(), key: attributes }),
    expect: z.record(z.string(), partial).nullable(),
  }),
  /** So many items (Scan) have attributes equal to `where`; without it, so many there are. */
  items: z.strictObject({
    items: z.strictObject({ table: z.string(), where: attributes.optional() }),
    count: z.int().nonnegative(),
  }),
  /** The object (GetObject) is that text, or JSON with these members; `null`: there is none. */
  object: z.strictObject({
    object: z.strictObject({ bucket: z.string(), key: z.string() }),
    expect: partial,
  }),
  /** So many keys (ListObjectsV2) begin with `prefix`. */
  objects: z.strictObject({
    objects: z.strictObject({ bucket: z.string(), prefix: z.string().default('') }),
    count: z.int().nonnegative(),
  }),
  /** These messages, and no others, can be received from the queue with that URL. They stay. */
  queue: z.strictObject({ queue: z.string(), expect: z.array(message) }),
  /** A mail was sent since the first step, to that address and with these texts in it. */
  mail: z.strictObject({
    mail: z
      .strictObject({
        to: z.string().optional(),
        /** A part of its subject. */
        subject: z.string().optional(),
        /** A part of its body. */
        contains: z.string().optional(),
      })
      .refine((texts) => Object.keys(texts).length > 0, 'Say what the mail is known by.'),
  }),
  service: call,
});

/** A step, by its one key. */
const single = {
  request: z.strictObject({
    /** An HTTP request to the workflow's API. `payload`: a file beside scenarios.yml. */
    request: z.strictObject({
      method: z.enum(['GET', 'POST', 'PUT', 'DELETE']).default('POST'),
      /** Usually `${ApiUrl}/path`. */
      url: z.string(),
      headers: z.record(z.string(), z.string()).default({}),
      payload: z.string().optional(),
      body: z.string().optional(),
      /** Signs it as a webhook, after the Standard Webhooks specification. */
      sign: z
        .strictObject({
          /** The id of the message, the same whenever it is sent again. */
          id: z.string(),
          /** `whsec_` and base64, which the receiver knows too. */
          secret: z.string(),
          /** How long ago it was signed: ISO 8601. */
          age: z.string().default('PT0S'),
        })
        .optional(),
    }),
    expect: z
      .strictObject({
        status: z.int(),
        body: partial.optional(),
        headers: z.record(z.string(), z.string()).optional(),
      })
      .optional(),
  }),
  start: z.strictObject({
    /** StartExecution (StartSyncExecution for an Express machine) with a payload file. */
    start: z.strictObject({
      payload: z.string(),
      /** What the scenario changes in the payload, member by member: what must be of its day. */
      with: z.record(z.string(), json).optional(),
      name: z.string().optional(),
      /** The test case of the project's mocks that answers its tasks. */
      testCase: z.string().optional(),
    }),
  }),
  /** Writes an object: PutObject. */
  put: z.strictObject({ put: object }),
  call: z.strictObject({ call }),
  advance,
  /** Puts these faults in the place of those that there are: `[]` mends what was broken. */
  faults: z.strictObject({ faults: z.array(fault) }),
  /**
   * Waits for a mail with a link, follows it, and presses the button of that value on the page.
   * Each mail since the scenario began is used once, the newest first.
   */
  decide: z.strictObject({
    decide: z.strictObject({ choice: z.string(), comment: z.string().default('') }),
  }),
  /** Waits for SNS's mail that asks to confirm a subscription, and does: ConfirmSubscription. */
  confirm: z.strictObject({
    confirm: z.strictObject({ authenticateOnUnsubscribe: z.boolean().default(false) }),
  }),
  /** Opens every link of every mail since the scenario began, as programs that scan mails do. */
  scan: z.strictObject({ scan: z.literal('mails') }),
};

const singleStep = oneOf(single);

/** Steps that are taken one after the other, or, in `parallel`, at the same time. */
const step = oneOf({
  ...single,
  parallel: z.strictObject({ parallel: z.array(singleStep).min(2) }),
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
  /** What is made true before the scenario, after what its file gives. */
  given: z.array(given).default([]),
  steps: z.array(step).min(1),
  /**
   * The end of the workflow's last execution; a list: the ends of all of them, in any order; an empty
   * one: the workflow is not started at all.
   */
  expect: z.union([
    end.extend({
      /** How many executions the scenario makes. */
      executions: z.int().default(1),
    }),
    z.array(end).refine(({ length }) => length !== 1, 'One end is written without a list.'),
  ]),
  verify: z.array(check).default([]),
});

export const scenarioFile = z.strictObject({
  /** The stack output that holds the state machine's ARN. */
  stateMachine: z.string(),
  /** Packages that are optional, and without which none of the scenarios can be run. */
  needs: z.array(z.string()).default([]),
  /** What is made true before each scenario: mostly, what an earlier run left is removed. */
  given: z.array(given).default([]),
  scenarios: z.record(z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), scenario),
});

export type Scenario = z.output<typeof scenario>;
export type Step = z.output<typeof step>;
export type SingleStep = z.output<typeof singleStep>;
export type Given = z.output<typeof given>;
export type Check = z.output<typeof check>;
export type End = z.output<typeof end>;
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
