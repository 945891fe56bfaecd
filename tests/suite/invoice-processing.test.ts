import fc from 'fast-check';
import { type Cloud, type Fault, startCloud } from 'local-cloud';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plain } from '../../events/invoice-processing/samples.ts';
import { copy } from '../../events/invoice-processing/troubles.ts';
import { MOMENT, root } from '../project.ts';

/**
 * The invariant of invoice-processing: an invoice is scheduled for payment once, however often its
 * files and notifications come, at the same time or one after the other, whatever fails meanwhile,
 * whoever stops executions, and whoever starts them again.
 *
 * `INVARIANT_RUNS` sets how many random histories are tried.
 */
const RUNS = Number(process.env.INVARIANT_RUNS ?? 25);

const INVOICE = { invoiceId: { S: 'HARBOURSUPPLIES#HS20290117' } };

let cloud: Cloud;
/** The inputs of two executions: two files of one invoice, read. */
let files: readonly string[];

beforeAll(async () => {
  cloud = await startCloud({ project: root, seed: 'invoice-processing', frozenAt: MOMENT });
  files = [await fileRead('first', await plain()), await fileRead('second', await copy())];
});

afterAll(async () => {
  await cloud.close();
});

/** Has a file read as start-analysis does. Its name starts nothing. */
async function fileRead(key: string, Body: Uint8Array): Promise<string> {
  const bucket = cloud.output('InvoiceInboxName');
  const put = { Bucket: bucket, Key: key, Body };
  const { VersionId } = await cloud.call<{ VersionId: string }>('S3', 'PutObject', put);
  const S3Object = { Bucket: bucket, Name: key, Version: VersionId };
  const { JobId } = await cloud.call<{ JobId: string }>('Textract', 'StartExpenseAnalysis', {
    DocumentLocation: { S3Object },
  });
  await cloud.clock.settle();
  const document = { bucket, key, version: VersionId };
  return JSON.stringify({ jobId: JobId, status: 'SUCCEEDED', reason: '', document });
}

const stateMachineArn = () => cloud.output('InvoiceProcessingStateMachineArn');

/** Starts an execution; gives its ARN. One that comes twice under its name is started once. */
async function start(name: string, input: string): Promise<string> {
  const { executionArn } = await cloud.call<{ executionArn: string }>('SFN', 'StartExecution', {
    stateMachineArn: stateMachineArn(),
    name,
    input,
  });
  return executionArn;
}

/** Lets time pass until none of them runs. */
async function ended(executions: readonly string[]): Promise<void> {
  for (const executionArn of executions) {
    await cloud.clock.settle();
    for (let moved = true; ; moved = await cloud.clock.next()) {
      const { status } = await cloud.call<{ status: string }>('SFN', 'DescribeExecution', {
        executionArn,
      });
      if (status !== 'RUNNING' || !moved) break;
    }
  }
}

/** How many of them have put the payment on the list: they go on to archive the file. */
async function scheduledBy(executions: readonly string[]): Promise<number> {
  const histories = await Promise.all(
    executions.map((executionArn) =>
      cloud.call<{ events: { stateEnteredEventDetails?: { name: string } }[] }>(
        'SFN',
        'GetExecutionHistory',
        { executionArn, maxResults: 1000 },
      ),
    ),
  );
  return histories.filter(({ events }) =>
    events.some((event) => event.stateEnteredEventDetails?.name === 'Archive Invoice'),
  ).length;
}

async function statusOfInvoice(): Promise<string | undefined> {
  const { Item } = await cloud.call<{ Item?: { status: { S: string } } }>('DynamoDB', 'GetItem', {
    TableName: cloud.output('InvoicesTableName'),
    Key: INVOICE,
  });
  return Item?.status.S;
}

const fault = fc.oneof(
  ...Object.entries({
    'Save Analysis': ['Lambda.TooManyRequestsException', 'Sandbox.Timedout'],
    'Extract Payment': ['Lambda.ServiceException', 'Lambda.ResourceNotFoundException'],
    'Schedule Payment': ['DynamoDB.ThrottlingException', 'DynamoDB.ResourceNotFoundException'],
    'Archive Invoice': ['Lambda.Unknown', 'Lambda.ResourceNotFoundException'],
    'Report Duplicate': ['SNS.InternalErrorException'],
  }).map(([state, errors]) =>
    fc.record<Fault>({
      state: fc.constant(state),
      error: fc.constantFrom(...errors),
      attempts: fc.constantFrom([1], [1, 2], [2]),
    }),
  ),
);

const round = fc.record({
  faults: fc.array(fault, { maxLength: 3 }),
  /** Which file, and under which name: the same name is a notification that comes again. */
  sent: fc.array(fc.tuple(fc.nat(1), fc.nat(2)), { minLength: 1, maxLength: 4 }),
  stopped: fc.boolean(),
});

test('whatever comes twice, fails, is stopped and started again, an invoice is scheduled once', async () => {
  let run = 0;
  const history = fc.array(round, { minLength: 1, maxLength: 3 });
  const holds = fc.asyncProperty(history, async (rounds) => {
    run += 1;
    await cloud.call('DynamoDB', 'DeleteItem', {
      TableName: cloud.output('InvoicesTableName'),
      Key: INVOICE,
    });
    const all = new Set<string>();
    for (const { faults, sent, stopped } of rounds) {
      await cloud.setFaults(...faults);
      const starting = sent.map(([file, name]) => startTolerant(`${run}-${file}-${name}`, file));
      const started = (await Promise.all(starting)).flat();
      for (const execution of started) all.add(execution);
      if (stopped) await stop(started[0]);
      await ended(started);
      expect(await scheduledBy([...all])).toBeLessThanOrEqual(1);
    }
    await cloud.clearFaults();
    const last = await start(`${run}-again`, files[0]!);
    await ended([last]);
    expect(await scheduledBy([...all, last])).toBe(1);
    expect(await statusOfInvoice()).toBe('SCHEDULED');
  });
  await fc.assert(holds, { numRuns: RUNS, seed: 20_300_101, endOnFailure: true });
}, 600_000);

/** None where an execution of that name has ended: a notification that comes again starts nothing. */
async function startTolerant(name: string, file: number): Promise<string[]> {
  try {
    return [await start(name, files[file]!)];
  } catch (error) {
    if ((error as Error).name === 'ExecutionAlreadyExists') return [];
    throw error;
  }
}

async function stop(executionArn: string | undefined): Promise<void> {
  if (executionArn !== undefined) await cloud.call('SFN', 'StopExecution', { executionArn });
}
