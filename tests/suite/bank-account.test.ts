import fc from 'fast-check';
import { type Cloud, type Fault, startCloud } from 'local-cloud';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MOMENT, root } from '../project.ts';

/**
 * The invariant of bank-account: one account per application, however often it is sent in, at the
 * same time or one after the other, and whatever fails meanwhile.
 *
 * `INVARIANT_RUNS` sets how many random histories are tried.
 */
const RUNS = Number(process.env.INVARIANT_RUNS ?? 60);

let cloud: Cloud;

beforeAll(async () => {
  cloud = await startCloud({ project: root, seed: 'bank-account', frozenAt: MOMENT });
});

afterAll(async () => {
  await cloud.close();
});

interface Answer {
  readonly status: number;
  readonly body: { readonly account?: object; readonly reasons?: object };
}

async function submit(applicationId: string, name: string): Promise<Answer> {
  const response = await fetch(`${cloud.output('ApiUrl')}/accounts`, {
    method: 'POST',
    body: JSON.stringify({ applicationId, name, address: '123 Sample Street, Exampleton' }),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

/** Sends them all at once, and lets the clock go on while they wait. */
function together(applicationId: string, names: readonly string[]): Promise<Answer[]> {
  return cloud.clock.during(Promise.all(names.map((name) => submit(applicationId, name))));
}

async function itemsOf(table: string, applicationId: string): Promise<number> {
  const { Count } = await cloud.call<{ Count: number }>('DynamoDB', 'Scan', {
    TableName: cloud.output(table),
    FilterExpression: 'applicationId = :id',
    ExpressionAttributeValues: { ':id': { S: applicationId } },
  });
  return Count;
}

test('eight of one application at once open one account, and all are told so', async () => {
  const answers = await together('sample-eight', Array(8).fill('Sam Sample'));
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([...Array(7).fill(200), 201]);
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect(await itemsOf('BankAccountsTableName', 'sample-eight')).toBe(1);
});

const fault = fc.oneof(
  ...Object.entries({
    'Check Name': ['Lambda.TooManyRequestsException', 'Lambda.ResourceNotFoundException'],
    'Check Address': ['Lambda.ServiceException', 'UnprocessableApplication'],
    'Approve Application': ['Lambda.SdkClientException', 'Lambda.ResourceNotFoundException'],
    'Open New Account': [
      'DynamoDb.InternalServerErrorException',
      'DynamoDb.TransactionCanceledException',
    ],
    'Reject Application': [
      'DynamoDB.ThrottlingException',
      'DynamoDB.ConditionalCheckFailedException',
    ],
    'Read Earlier Decision': ['DynamoDB.InternalServerErrorException'],
    'Park Application': ['SQS.SdkClientException'],
  }).map(([state, errors]) =>
    fc.record<Fault>({
      state: fc.constant(state),
      error: fc.constantFrom(...errors),
      attempts: fc.constantFrom([1], [1, 2], [2]),
    }),
  ),
);

const names = fc.array(fc.constantFrom('Sam Sample', 'Evil Sample'), {
  minLength: 1,
  maxLength: 4,
});

test('whatever fails and repeats, an application has one decision and at most one account', async () => {
  let run = 0;
  const history = fc.array(fc.tuple(fc.array(fault, { maxLength: 3 }), names), {
    minLength: 1,
    maxLength: 3,
  });
  const holds = fc.asyncProperty(history, async (rounds) => {
    run += 1;
    const applicationId = `sample-invariant-${run}`;
    const answers: Answer[] = [];
    for (const [faults, sent] of rounds) {
      await cloud.setFaults(...faults);
      answers.push(...(await together(applicationId, sent)));
    }
    await cloud.clearFaults();
    answers.push(...(await together(applicationId, ['Sam Sample'])));
    const decided = answers.filter(({ status }) => status < 500);
    expect(answers.every(({ status }) => [200, 201, 422, 503, 504].includes(status))).toBe(true);
    expect(new Set(decided.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers.filter(({ status }) => status === 201).length).toBeLessThanOrEqual(1);
    const opened = decided[0]!.body.account === undefined ? 0 : 1;
    expect(await itemsOf('BankAccountsTableName', applicationId)).toBe(opened);
    expect(await itemsOf('BankAccountApplicationsTableName', applicationId)).toBe(1);
  });
  await fc.assert(holds, { numRuns: RUNS, seed: 20_300_101, endOnFailure: true });
}, 600_000);
