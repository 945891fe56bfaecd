import { beforeEach, expect, test, vi } from 'vitest';
import { captureLogs, lambdaContext } from '../testing.ts';
import { handler as requestApproval } from './request-approval.ts';
import { ASKED, approvalsWorld, question, TOKEN } from './testing.ts';
import { handler } from './watch-approvals.ts';

vi.hoisted(() => {
  process.env.AWS_REGION = 'us-east-1';
  process.env.POWERTOOLS_DEV = 'true';
  process.env.APPROVALS_TABLE = 'approvals';
  process.env.APPROVALS_URL = 'https://api.example.com/approvals';
  process.env.APPROVALS_STACK = 'tea-dev';
});

const HOUR = 3_600_000;
/** The question is open for a day. */
const EXPIRES = ASKED + 24 * HOUR;

let world: ReturnType<typeof approvalsWorld>;
let logs: () => string;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: ASKED });
  world = approvalsWorld();
  logs = captureLogs();
});

const ask = (changes = {}) => requestApproval(question(changes), lambdaContext());

const look = () => handler({}, lambdaContext());

/** What is measured at a point in time. */
async function measuredAt(time: number): Promise<number | undefined> {
  vi.setSystemTime(time);
  await look();
  return world.metrics().at(-1)!.MetricData![0]!.Value;
}

test('an undecided question counts during the last four hours of its link', async () => {
  await ask();
  expect(await measuredAt(EXPIRES - 4 * HOUR)).toBe(0);
  expect(await measuredAt(EXPIRES - 4 * HOUR + 1000)).toBe(1);
  expect(await measuredAt(EXPIRES - 1000)).toBe(1);
  expect(await measuredAt(EXPIRES)).toBe(0);
});

test.each(['MOVED_ON', 'UNCONFIRMED'])('a question that is %s does not count', async (status) => {
  await ask();
  world.table.change(world.id(), { status: { S: status } });
  expect(await measuredAt(EXPIRES - HOUR)).toBe(0);
});

test('a decision counts as long as nobody has noted that the workflow has it', async () => {
  await ask();
  for (const status of ['DECIDED', 'UNTOLD']) {
    world.table.change(world.id(), { status: { S: status } });
    expect(await measuredAt(EXPIRES - HOUR)).toBe(1);
  }
  world.table.change(world.id(), { deliveredAt: { S: '2030-01-07T11:00:00.000Z' } });
  expect(await measuredAt(EXPIRES - HOUR)).toBe(0);
});

test('questions on every page of the table count', async () => {
  for (const title of ['Order tea', 'Order coffee', 'Order milk']) await ask({ title });
  expect(await measuredAt(EXPIRES - HOUR)).toBe(3);
});

test('the metric is the one of the alarm, by the name of the stack', async () => {
  await measuredAt(ASKED);
  expect(world.metrics()).toEqual([
    {
      Namespace: 'Approvals',
      MetricData: [
        {
          MetricName: 'ExpiringUndecided',
          Dimensions: [{ Name: 'Stack', Value: 'tea-dev' }],
          Value: 0,
          Unit: 'Count',
        },
      ],
    },
  ]);
});

test('the log says which execution waits until when, and has neither the link nor the token', async () => {
  await ask();
  await measuredAt(EXPIRES - HOUR);
  expect(logs()).toContain('execution:tea:monday');
  expect(logs()).toContain('2030-01-08T09:30:00.000Z');
  expect(logs()).not.toContain(world.id());
  expect(logs()).not.toContain(TOKEN);
});

test('a table that cannot be read is no zero: the function fails, and nothing is measured', async () => {
  world.dynamodb.rejects(new Error('throttled'));
  await expect(look()).rejects.toThrow('throttled');
  expect(world.metrics()).toEqual([]);
});
