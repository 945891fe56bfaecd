import fc from 'fast-check';
import { type Cloud, type Fault, startCloud } from 'local-cloud';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MOMENT, root } from '../project.ts';

/**
 * The invariant of order-batch: each good order is stored exactly once and never written again, and each
 * summary is true, whatever is retried, loses its answer, is stopped, redriven or dropped again.
 *
 * `INVARIANT_RUNS` sets how many random histories are tried.
 */
const RUNS = Number(process.env.INVARIANT_RUNS ?? 100);
/** So many files are worked on at the same time, under the same faults, and in one another's way. */
const AT_ONCE = 10;
/** Instead of fifty: a file of some rows has several batches. */
const BATCH = 10;

let cloud: Cloud;
let stateMachineArn: string;
let bucket: string;
let TableName: string;

beforeAll(async () => {
  cloud = await startCloud({
    project: root,
    seed: 'order-batch',
    frozenAt: MOMENT,
    report: () => {},
  });
  stateMachineArn = cloud.resource('OrderBatchStateMachine');
  bucket = cloud.output('BatchInboxName');
  TableName = cloud.output('BatchOrdersTableName');
  const machine = await cloud.call<{ definition: string }>('SFN', 'DescribeStateMachine', {
    stateMachineArn,
  });
  const definition = JSON.parse(machine.definition);
  definition.States['Read Orders'].ItemBatcher.MaxItemsPerBatch = BATCH;
  await cloud.call('SFN', 'UpdateStateMachine', {
    stateMachineArn,
    definition: JSON.stringify(definition),
  });
});
afterAll(async () => {
  await cloud.close();
});

const ERRORS = {
  'Price Orders': ['Lambda.TooManyRequestsException', 'Runtime.ExitError'],
  'Store Orders': [
    'DynamoDb.ThrottlingException',
    'DynamoDb.SdkClientException',
    'DynamoDb.TransactionCanceledException',
    'States.Timeout',
  ],
  'Read Stored Orders': ['DynamoDb.InternalServerErrorException', 'States.Timeout'],
  Summarise: ['Lambda.ServiceException', 'Lambda.Unknown'],
} as const;

/** The orders are stored, and nobody is told. */
const lost: Fault = {
  state: 'Store Orders',
  error: 'DynamoDb.SdkClientException',
  attempts: [1],
  answerLost: true,
};

/** A batch of each file waits, and is at work when others have ended. */
const late = (at: number, delaySeconds: number): Fault => ({
  state: 'Price Orders',
  input: { Payload: { firstRow: 2 + at * BATCH } },
  delaySeconds,
});

/** A state fails: once, twice or whenever it is tried, before its work or with its answer lost. */
const fault = fc.oneof(
  ...Object.entries(ERRORS).map(([state, errors]) =>
    fc.record<Fault>(
      {
        state: fc.constant(state),
        error: fc.constantFrom(...errors),
        attempts: fc.constantFrom([1], [1, 2], [2]),
        answerLost: fc.boolean(),
      },
      { requiredKeys: ['state', 'error'] },
    ),
  ),
  fc.constant(lost),
  fc.tuple(fc.nat(2), fc.constantFrom(2, 8)).map(([at, seconds]) => late(at, seconds)),
);

/** A row: an order by its number, in the one version or the other, or none. */
const row = fc.record({
  number: fc.nat(60),
  kind: fc.oneof(
    { weight: 30, arbitrary: fc.constant('good' as const) },
    { weight: 2, arbitrary: fc.constant('other' as const) },
    { weight: 1, arbitrary: fc.constant('bad' as const) },
  ),
});

const file = fc.record({
  rows: fc.array(row, { minLength: 1, maxLength: 25 }),
  /** Somebody stops its execution after a second. */
  isStopped: fc.boolean(),
  /** It is dropped once more, whatever became of it. */
  isDroppedAgain: fc.boolean(),
});

const history = fc.record({
  files: fc.array(file, { minLength: AT_ONCE, maxLength: AT_ONCE }),
  faults: fc.tuple(fc.array(fault, { maxLength: 3 }), fc.array(fault, { maxLength: 2 })),
});

type History = typeof history extends fc.Arbitrary<infer Value> ? Value : never;
type Row = History['files'][number]['rows'][number];

/** Tried first: answers are lost, and executions are stopped half-way and redriven, or dropped again. */
const WORST: History = {
  files: Array.from({ length: 4 }, (_, at) => ({
    rows: Array.from({ length: 15 }, (_, nth) => ({ number: at * 15 + nth, kind: 'good' })),
    isStopped: at > 1,
    isDroppedAgain: at % 2 === 1,
  })),
  faults: [[lost, late(1, 2)], [lost]],
};

const orderId = (run: number, { number }: Row) => `invariant-${run}-${number}`;
const quantities = { good: '3', other: '12', bad: 'some' };

function csv(run: number, rows: readonly Row[]): string {
  const lines = rows.map(
    (one) => `${orderId(run, one)},sample-customer,sample-article,${quantities[one.kind]},1.25`,
  );
  return ['orderId,customerId,sku,quantity,unitPrice', ...lines, ''].join('\n');
}

type Item = Readonly<Record<string, { readonly S: string; readonly N: string }>>;

/** The orders of a run that are stored, by their ids. */
async function stored(run: number): Promise<Map<string, Item>> {
  const { Items } = await cloud.call<{ Items: Item[] }>('DynamoDB', 'Scan', {
    TableName,
    FilterExpression: 'begins_with(orderId, :run)',
    ExpressionAttributeValues: { ':run': { S: `invariant-${run}-` } },
    ConsistentRead: true,
  });
  return new Map(Items.map((item) => [item.orderId!.S, item]));
}

interface Started {
  readonly executionArn: string;
  readonly input: string;
}

let started = 0;
async function start(input: string): Promise<Started> {
  started += 1;
  const name = `invariant-${started}`;
  const { executionArn } = await cloud.call<Started>('SFN', 'StartExecution', {
    stateMachineArn,
    input,
    name,
  });
  return { executionArn, input };
}

/** Puts a file, and starts its execution without the detour by EventBridge. */
async function drop(key: string, Body: string): Promise<Started> {
  // Not called .csv, so that nothing listens.
  const { VersionId } = await cloud.call<{ VersionId: string }>('S3', 'PutObject', {
    Bucket: bucket,
    Key: key,
    Body,
  });
  return start(JSON.stringify({ bucket, key, version: VersionId }));
}

interface End {
  readonly status: string;
  readonly error?: string;
  readonly output?: string;
}
const end = ({ executionArn }: Started) =>
  cloud.call<End>('SFN', 'DescribeExecution', { executionArn });

/** Redrives what failed, or starts it again where it ended in a Fail state. */
async function goOn(executions: readonly Started[]): Promise<Started[]> {
  return Promise.all(
    executions.map(async (execution) => {
      const { status, error } = await end(execution);
      if (status === 'SUCCEEDED') return execution;
      if (error === 'BatchUntold') return start(execution.input);
      await cloud.call('SFN', 'RedriveExecution', { executionArn: execution.executionArn });
      return execution;
    }),
  );
}

/** Lives a history, and gives the executions that there were. What is stored is looked at after each round. */
async function live(run: number, { files, faults: [first, second] }: History) {
  const seen = new Map<string, Item>();
  const expectUnchanged = async () => {
    const now = await stored(run);
    for (const [id, item] of seen) expect(now.get(id)).toEqual(item);
    for (const [id, item] of now) seen.set(id, item);
  };
  await cloud.setFaults(...first);
  let executions = await Promise.all(
    files.map(({ rows }, at) => drop(`invariant-${run}-${at}`, csv(run, rows))),
  );
  await cloud.clock.advance('1s');
  const stopped = executions.filter((_, at) => files[at]!.isStopped);
  for (const { executionArn } of stopped)
    await cloud.call('SFN', 'StopExecution', { executionArn });
  await cloud.clock.advance('10m');
  await expectUnchanged();
  await cloud.setFaults(...second);
  const again = executions.filter((_, at) => files[at]!.isDroppedAgain);
  executions = [
    ...(await goOn(executions)),
    ...(await Promise.all(again.map(({ input }) => start(input)))),
  ];
  await cloud.clock.advance('10m');
  await expectUnchanged();
  await cloud.clearFaults();
  executions = await goOn(executions);
  await cloud.clock.advance('10m');
  await expectUnchanged();
  return { executions, seen, expectUnchanged };
}

/** What an execution says that it stored is what it stored. */
function expectTrue(
  executionArn: string,
  { status, output }: End,
  seen: ReadonlyMap<string, Item>,
) {
  if (status !== 'SUCCEEDED') return;
  const own = [...seen.values()].filter(({ storedBy }) => storedBy!.S === executionArn);
  const cents = own.reduce((sum, { totalCents }) => sum + Number(totalCents!.N), 0);
  const summary = JSON.parse(output!);
  expect(summary).toMatchObject({ stored: own.length, total: (cents / 100).toFixed(2) });
  expect(summary.stored + summary.repeated + summary.failed).toBe(summary.orders);
}

test('whatever is retried, stopped, redriven or dropped again, each good order is stored once', async () => {
  let run = 0;
  const holds = fc.asyncProperty(history, async (past) => {
    run += 1;
    const { executions, seen, expectUnchanged } = await live(run, past);
    for (const one of executions) expectTrue(one.executionArn, await end(one), seen);
    // Somebody corrects the files: each order once, in the version that is stored, if there is one.
    const good = past.files.flatMap(({ rows }) => rows).filter(({ kind }) => kind !== 'bad');
    const wanted = new Map<string, Row>();
    for (const one of good) {
      const quantity = seen.get(orderId(run, one))?.quantity?.N ?? quantities[one.kind];
      if (quantity === quantities[one.kind]) wanted.set(orderId(run, one), one);
    }
    expect([...seen.keys()].filter((id) => !wanted.has(id))).toEqual([]);
    if (wanted.size === 0) return;
    const corrected = await drop(`invariant-${run}-corrected`, csv(run, [...wanted.values()]));
    await cloud.clock.advance('1m');
    await expectUnchanged();
    const { status, output } = await end(corrected);
    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(output!)).toMatchObject({ orders: wanted.size, failed: 0 });
    expect([...seen.keys()].sort()).toEqual([...wanted.keys()].sort());
  });
  await fc.assert(holds, {
    numRuns: Math.ceil(RUNS / AT_ONCE),
    examples: [[WORST]],
    seed: 20_300_101,
    endOnFailure: true,
  });
}, 1_800_000);
