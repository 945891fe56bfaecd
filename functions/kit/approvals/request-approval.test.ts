import { GetTopicAttributesCommand, PublishCommand } from '@aws-sdk/client-sns';
import { beforeEach, expect, test, vi } from 'vitest';
import { captureLogs, lambdaContext } from '../testing.ts';
import { handler } from './request-approval.ts';
import { moveOn } from './store.ts';
import { ASKED, approvalsWorld, question, TOKEN, URL_OF_PAGES } from './testing.ts';

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
});

const ask = (changes = {}) => handler(question(changes), lambdaContext());
const item = (id: string) => world.table.item(id);

test('a question is stored, and mailed through the topic of its workflow', async () => {
  await ask();
  expect(world.mails()).toEqual([
    {
      TopicArn: 'arn:aws:sns:us-east-1:123456789012:tea-approvals',
      Subject: 'tea: Order tea for Monday',
      Message: expect.stringContaining(`\n${URL_OF_PAGES}/${world.id()}\n`),
    },
  ]);
  expect(item(world.id())).toMatchObject({
    status: { S: 'PENDING' },
    taskToken: { S: TOKEN },
    title: { S: 'Order tea for Monday' },
    expiresAt: { N: String(ASKED / 1000 + 86_400) },
  });
});

test('an id is 128 random bits in base64url', async () => {
  await ask();
  await ask({ title: 'Order coffee' });
  const ids = world.mails().map(({ Message }) => /approvals\/(\S+)/.exec(Message!)![1]!);
  expect(new Set(ids).size).toBe(2);
  for (const id of ids) expect(Buffer.from(id, 'base64url')).toHaveLength(16);
});

test('rows go 30 days after the link has expired', async () => {
  await ask();
  const deleteAt = ASKED / 1000 + 31 * 86_400;
  expect(world.table.items.map((one) => one.deleteAt)).toEqual([
    { N: String(deleteAt) },
    { N: String(deleteAt) },
  ]);
});

test('the same attempt again changes nothing and sends no second mail', async () => {
  await ask();
  const before = world.stored();
  await ask();
  expect(world.stored()).toBe(before);
  expect(world.mails()).toHaveLength(1);
});

test('the same attempt again does not open a question that a person has answered', async () => {
  await ask();
  world.table.change(world.id(), { status: { S: 'DECIDED' } });
  await ask();
  expect(item(world.id())).toMatchObject({ status: { S: 'DECIDED' } });
});

test("a second attempt of the state keeps the link, which leads to the new attempt's token", async () => {
  await ask();
  await ask({ taskToken: 'second-token' });
  expect(world.mails()).toHaveLength(1);
  expect(item(world.id())).toMatchObject({ taskToken: { S: 'second-token' } });
});

test('a mail that could not be sent is sent by the next attempt, with the same link', async () => {
  world.sns.on(PublishCommand).rejectsOnce(new Error('throttled'));
  await expect(ask()).rejects.toThrow('throttled');
  const lost = world.id();
  await ask({ taskToken: 'second-token' });
  expect(world.mails()).toHaveLength(2);
  expect(world.id()).toBe(lost);
});

test('an answered question is not asked again', async () => {
  await ask();
  const now = { S: '2030-01-07T10:00:00.000Z' };
  world.table.change(world.id(), { status: { S: 'DECIDED' }, decidedAt: now, deliveredAt: now });
  const before = item(world.id());
  await ask({ taskToken: 'second-token' });
  expect(item(world.id())).toEqual(before);
  expect(world.mails()).toHaveLength(1);
});

test('a question whose answer came to nothing is open for the next attempt, and mailed again', async () => {
  await ask();
  const id = world.id();
  const decidedAt = '2030-01-07T10:00:00.000Z';
  world.table.change(id, { decidedAt: { S: decidedAt } });
  await moveOn({ id } as never, { decision: 'order', comment: '', decidedAt });
  await ask({ taskToken: 'second-token' });
  expect(item(id)).toMatchObject({ status: { S: 'PENDING' } });
  expect(world.mails()).toHaveLength(2);
});

test('where nobody has confirmed to get the mails, nothing is stored and nothing sent', async () => {
  world.sns
    .on(GetTopicAttributesCommand, { TopicArn: question().topicArn })
    .resolves({ Attributes: { SubscriptionsConfirmed: '0', SubscriptionsPending: '1' } });
  await expect(ask()).rejects.toMatchObject({
    name: 'NobodyToAsk',
    message: expect.stringContaining('tea-approvals is confirmed (pending: 1)'),
  });
  expect(world.table.items).toEqual([]);
  expect(world.mails()).toEqual([]);
});

test('neither the result, which the history keeps, nor the log has the link or the token', async () => {
  const result = await ask();
  const kept = JSON.stringify(result) + logs();
  expect(kept).toContain('monday');
  expect(kept).not.toContain(world.id());
  expect(kept).not.toContain(TOKEN);
});

test.each([
  ['no task token', { taskToken: undefined }],
  ['no choice', { choices: [] }],
  ['a choice twice', { choices: [question().choices[0], question().choices[0]] }],
  ['a button value that is no word', { choices: [{ value: 'yes please', label: 'Yes' }] }],
  ['a member that is not known', { expiresAt: '2030-01-08' }],
  ['a time that is none', { requestedAt: 'now' }],
])('a request with %s is an UnexpectedPayload, and nothing is stored', async (_, changes) => {
  await expect(ask(changes)).rejects.toMatchObject({ name: 'UnexpectedPayload' });
  expect(world.table.items).toEqual([]);
  expect(logs()).not.toContain('Monday');
});
