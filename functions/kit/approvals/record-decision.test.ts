import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import {
  InvalidToken,
  SendTaskSuccessCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { captureLogs, lambdaContext } from '../testing.ts';
import { handler } from './record-decision.ts';
import { handler as requestApproval } from './request-approval.ts';
import { handler as showApproval } from './show-approval.ts';
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
  world.stepFunctions.on(SendTaskSuccessCommand).resolves({});
  logs = captureLogs();
  await requestApproval(question(), lambdaContext());
  vi.setSystemTime('2030-01-07T11:00:00.000Z');
});

const press = async (choice: string, comment = '') => {
  const event = pageEvent(world.id(), { choice, comment });
  const { statusCode, body } = await handler(event, lambdaContext());
  return { statusCode, body: body! };
};
const show = async () => (await showApproval(pageEvent(world.id()), lambdaContext())).body!;
const told = () =>
  world.stepFunctions.commandCalls(SendTaskSuccessCommand).map(({ args }) => ({
    token: args[0].input.taskToken,
    ...JSON.parse(args[0].input.output!),
  }));
const row = () => world.table.item(world.id());

test('a decision is stored, the workflow is told, and the person is thanked', async () => {
  const { statusCode, body } = await press('order', 'Green, please.\r\nThanks!');
  const decision = {
    decision: 'order',
    comment: 'Green, please.\nThanks!',
    decidedAt: '2030-01-07T11:00:00.000Z',
  };
  expect(told()).toEqual([{ token: TOKEN, ...decision }]);
  expect(statusCode).toBe(200);
  expect(body).toContain('Thank you');
  expect(body).toContain('<strong>Order it</strong>');
  expect(row()).toMatchObject({
    status: { S: 'DECIDED' },
    decision: { S: 'order' },
    comment: { S: decision.comment },
  });
});

test('the task token is deleted once it was used', async () => {
  await press('order');
  expect(world.stored()).not.toContain(TOKEN);
});

test('a second press is 409 with the first decision, and the workflow is told once', async () => {
  await press('order');
  vi.setSystemTime('2030-01-07T12:00:00.000Z');
  const { statusCode, body } = await press('skip');
  expect(statusCode).toBe(409);
  expect(body).toContain('Already decided');
  expect(body).toContain('Monday 7 January 2030 at 11:00 UTC');
  expect(body).toContain('<strong>Order it</strong>');
  expect(told()).toHaveLength(1);
});

test('of two who press at the same time one decides, and both see the same decision', async () => {
  const pressed = await Promise.all([press('order'), press('skip')]);
  expect(pressed.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
  expect(told()).toHaveLength(1);
  const label = told()[0].decision === 'order' ? 'Order it' : 'Do not';
  for (const { body } of pressed) expect(body).toContain(`<strong>${label}</strong>`);
});

test('a press after the time is over is 410 and decides nothing', async () => {
  vi.setSystemTime(ASKED + 86_400_000);
  const before = world.stored();
  const { statusCode, body } = await press('order');
  expect([statusCode, body]).toEqual([410, expect.stringContaining('Expired')]);
  expect(world.stored()).toBe(before);
});

test.each(['', 'Order it', 'approve', 'order '])(
  'a choice that was not offered (%j) is 400 with the question, and decides nothing',
  async (choice) => {
    const before = world.stored();
    const { statusCode, body } = await press(choice, 'My "thoughts"');
    expect(statusCode).toBe(400);
    expect(body).toContain('role="alert">Press one of the buttons.');
    expect(body).toContain('My &quot;thoughts&quot;</textarea>');
    expect(world.stored()).toBe(before);
    expect(told()).toEqual([]);
  },
);

test('a comment has room for 1000 characters, line breaks counted once', async () => {
  const { statusCode, body } = await press('order', 'x'.repeat(1001));
  expect([statusCode, body]).toEqual([400, expect.stringContaining('has 1001 characters')]);
  expect(await press('order', 'x\r\n'.repeat(500))).toMatchObject({ statusCode: 200 });
});

test('an unknown id is 404', async () => {
  const event = pageEvent('AAAAAAAAAAAAAAAAAAAAAA', { choice: 'order' });
  expect(await handler(event, lambdaContext())).toMatchObject({ statusCode: 404 });
});

test('a body that is no form decides nothing', async () => {
  const event = { ...pageEvent(world.id()), body: '{"choice":"order"}' };
  expect(await handler(event, lambdaContext())).toMatchObject({ statusCode: 400 });
});

test.each([TaskTimedOut, TaskDoesNotExist, InvalidToken])(
  'after %o the workflow has moved on, for good',
  async (Problem) => {
    const gone = new Problem({ message: 'gone', $metadata: { attempts: 1 } });
    world.stepFunctions.on(SendTaskSuccessCommand).rejects(gone);
    const { statusCode, body } = await press('order');
    expect([statusCode, body]).toEqual([410, expect.stringContaining('has moved on')]);
    expect(await show()).toContain('has moved on');
    expect(await press('order')).toMatchObject({ statusCode: 410 });
    expect(world.stepFunctions.commandCalls(SendTaskSuccessCommand)).toHaveLength(1);
  },
);

describe('when the workflow cannot be told', () => {
  beforeEach(() => {
    world.stepFunctions.on(SendTaskSuccessCommand).rejectsOnce(new Error(`no ${TOKEN}`));
  });

  test('the decision stands, and the page offers at once to pass it on again', async () => {
    const { statusCode, body } = await press('order', 'Please');
    expect(statusCode).toBe(503);
    expect(body).toContain('<button name="choice" value="order">Pass it on again');
    expect(await press('order')).toMatchObject({ statusCode: 200 });
    expect(told().at(-1)).toMatchObject({ decision: 'order', comment: 'Please' });
    expect(await show()).toContain('Already decided');
  });

  test('no other decision is taken: the workflow may have this one', async () => {
    await press('order');
    expect(await press('skip')).toMatchObject({ statusCode: 503 });
    expect(row()).toMatchObject({ decision: { S: 'order' } });
    expect(told()).toHaveLength(1);
  });

  test('the log says so without the token, which messages may quote', async () => {
    await press('order');
    expect(logs()).toContain('could not be told');
    expect(logs()).not.toContain(TOKEN);
  });
});

describe('when the function stops between deciding and telling', () => {
  beforeEach(async () => {
    world.stepFunctions.on(SendTaskSuccessCommand).rejectsOnce(new Error('cut off'));
    const note = { ExpressionAttributeValues: { ':status': { S: 'UNTOLD' } } };
    world.dynamodb.on(UpdateItemCommand, note, false).rejectsOnce(new Error('cut off'));
    await press('order', 'Please');
  });

  test('for a minute somebody may still be telling: already decided', async () => {
    vi.setSystemTime('2030-01-07T11:01:00.000Z');
    expect(await press('order')).toMatchObject({ statusCode: 409 });
    expect(await show()).toContain('Already decided');
  });

  test('then the page offers to pass the decision on again', async () => {
    vi.setSystemTime('2030-01-07T11:01:00.001Z');
    expect(await show()).toContain('<button name="choice" value="order">Pass it on again');
    expect(await press('order')).toMatchObject({ statusCode: 200 });
    expect(told().at(-1)).toEqual({
      token: TOKEN,
      decision: 'order',
      comment: 'Please',
      decidedAt: '2030-01-07T11:00:00.000Z',
    });
    expect(await show()).toContain('Already decided');
  });

  test('and takes no other decision', async () => {
    vi.setSystemTime('2030-01-07T11:02:00.000Z');
    expect(await press('skip')).toMatchObject({ statusCode: 503 });
  });

  test('a workflow that no longer waits then may have taken it: the record keeps it', async () => {
    vi.setSystemTime('2030-01-07T11:02:00.000Z');
    const gone = new TaskTimedOut({ message: 'gone', $metadata: { attempts: 1 } });
    world.stepFunctions.on(SendTaskSuccessCommand).rejects(gone);
    const { statusCode, body } = await press('order');
    expect([statusCode, body]).toEqual([409, expect.stringContaining('not confirmed')]);
    expect(row()).toMatchObject({ decision: { S: 'order' }, comment: { S: 'Please' } });
    expect(await show()).toContain('<strong>Order it</strong>');
  });
});

test('an answer that was lost, and a second one of the SDK that finds nobody waiting, is not confirmed', async () => {
  const gone = new TaskTimedOut({ message: 'gone', $metadata: { attempts: 2 } });
  world.stepFunctions.on(SendTaskSuccessCommand).rejects(gone);
  expect((await press('order')).body).toContain('not confirmed');
  expect(row()).toMatchObject({ status: { S: 'UNCONFIRMED' }, decision: { S: 'order' } });
});

test('a decision that another delivered meanwhile stays delivered', async () => {
  world.stepFunctions.on(SendTaskSuccessCommand).callsFake(async () => {
    world.table.change(world.id(), { deliveredAt: { S: '2030-01-07T11:00:01.000Z' } });
    throw new Error('timeout');
  });
  await press('order');
  expect(row()).toMatchObject({ status: { S: 'DECIDED' } });
});

test('neither token, id nor comment is logged', async () => {
  await press('order', 'private words');
  expect(logs()).toContain('Decided');
  for (const secret of [TOKEN, world.id(), 'private words']) expect(logs()).not.toContain(secret);
});
