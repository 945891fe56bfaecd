import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, expect, test, vi } from 'vitest';
import { captureLogs, lambdaContext } from '../testing.ts';
import { handler as recordDecision } from './record-decision.ts';
import { handler as requestApproval } from './request-approval.ts';
import { handler } from './show-approval.ts';
import { ASKED, approvalsWorld, pageEvent, question, TOKEN } from './testing.ts';

vi.hoisted(() => {
  process.env.AWS_REGION = 'us-east-1';
  process.env.POWERTOOLS_DEV = 'true';
  process.env.APPROVALS_TABLE = 'approvals';
  process.env.APPROVALS_URL = 'https://api.example.com/approvals';
});

let world: ReturnType<typeof approvalsWorld>;
let logs: () => string;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: ASKED + 500 });
  world = approvalsWorld();
  logs = captureLogs();
  await requestApproval(question(), lambdaContext());
});

const show = async (id = world.id()) => {
  const { statusCode, headers, body } = await handler(pageEvent(id), lambdaContext());
  return { statusCode, headers, body: body! };
};
const press = (choice: string, comment = '') =>
  recordDecision(pageEvent(world.id(), { choice, comment }), lambdaContext());

test('an open question is shown with its facts, a button for each choice, and until when', async () => {
  const { statusCode, body } = await show();
  expect(statusCode).toBe(200);
  expect(body).toContain('<title>Order tea for Monday</title>');
  expect(body).toContain('<bdi>Cups</bdi></dt><dd>12</dd>');
  expect(body).toContain('<li><bdi>green</bdi></li><li><bdi>black</bdi></li>');
  expect(body).toContain('<bdi>Milk</bdi></dt><dd>not known</dd>');
  expect(body).toContain('<button name="choice" value="order">Order it</button>');
  expect(body).toContain('<button name="choice" value="skip">Do not</button>');
  expect(body).toContain('Tuesday 8 January 2030 at 09:30 UTC');
  expect(body).toContain('execution monday');
});

test('looking changes nothing, however often', async () => {
  world.dynamodb.resetHistory();
  const before = world.stored();
  for (let times = 0; times < 3; times += 1) await show();
  expect(world.stored()).toBe(before);
  expect(world.dynamodb.commandCalls(UpdateItemCommand)).toEqual([]);
  expect(world.stepFunctions.calls()).toEqual([]);
});

test('a decided question says when, what and why', async () => {
  await press('skip', 'No <time>');
  const { statusCode, body } = await show();
  expect(statusCode).toBe(200);
  expect(body).toContain('Already decided');
  expect(body).toContain('Monday 7 January 2030 at 09:30 UTC');
  expect(body).toContain('<strong>Do not</strong>');
  expect(body).toContain('No &lt;time&gt;');
  expect(body).not.toContain('<form');
});

test('an expired question is 410 and has no buttons', async () => {
  vi.setSystemTime(ASKED + 86_400_000);
  const { statusCode, body } = await show();
  expect(statusCode).toBe(410);
  expect(body).toContain('Expired');
  expect(body).not.toContain('<button');
});

test('a question is open until the last second', async () => {
  vi.setSystemTime(ASKED + 86_399_000);
  expect((await show()).statusCode).toBe(200);
});

test.each(['AAAAAAAAAAAAAAAAAAAAAA', 'x', '', '../approvals', `question:${'A'.repeat(43)}`])(
  'an unknown id (%j) is 404',
  async (id) => {
    const { statusCode, body } = await show(id);
    expect([statusCode, body]).toEqual([404, expect.stringContaining('No such page')]);
  },
);

test('what is no id is not looked for', async () => {
  world.dynamodb.resetHistory();
  await show(`question:${'A'.repeat(43)}`);
  expect(world.dynamodb.calls()).toEqual([]);
});

test('a table that is out of order is 503, as a page', async () => {
  world.dynamodb.on(GetItemCommand).rejects(new Error('out of order'));
  const { statusCode, body } = await show();
  expect([statusCode, body]).toEqual([503, expect.stringContaining('Nothing is lost')]);
  expect(logs()).toContain('out of order');
});

test('no page and no log has the task token, and no log the id', async () => {
  const { body } = await show();
  expect(body + logs()).not.toContain(TOKEN);
  expect(logs()).not.toContain(world.id());
});

test.each(['open', 'unknown'])(
  'the page of an %s link is alone and kept by nobody',
  async (kind) => {
    const { headers } = await show(kind === 'open' ? world.id() : 'x');
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(headers!['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
  },
);
