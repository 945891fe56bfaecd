import { expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { taskHandler } from './task.ts';
import { captureLogs, lambdaContext } from './testing.ts';

vi.hoisted(() => {
  process.env.POWERTOOLS_DEV = 'true';
});

class UnreadableOrder extends Error {
  override readonly name = 'UnreadableOrder';
}

const order = z.object({ id: z.string(), customer: z.string(), items: z.array(z.int()) });
const handler = taskHandler(order, UnreadableOrder, ({ items }) => ({ count: items.length }));
const valid = { id: 'o-1', customer: 'Sam Sample', items: [1, 2] };

test('the work gets the parsed payload and its result is the result of the Task', async () => {
  expect(await handler(valid, lambdaContext())).toEqual({ count: 2 });
});

test('a payload that does not fit is the named error, with the parser error as its cause', async () => {
  captureLogs();
  const failure = handler({ ...valid, items: ['two'] }, lambdaContext());
  await expect(failure).rejects.toBeInstanceOf(UnreadableOrder);
  await expect(failure).rejects.toMatchObject({
    message: 'items.0 Invalid input',
    cause: { issues: [{ path: ['items', 0] }] },
  });
});

test.each([[undefined], [null], ['text'], [[]]])(
  'a payload of %j is the named error',
  async (event) => {
    captureLogs();
    await expect(handler(event, lambdaContext())).rejects.toBeInstanceOf(UnreadableOrder);
  },
);

test('what the work throws reaches Step Functions as it is', async () => {
  captureLogs();
  const refusing = taskHandler(order, UnreadableOrder, () => {
    throw new UnreadableOrder('no');
  });
  await expect(refusing(valid, lambdaContext())).rejects.toThrow(new UnreadableOrder('no'));
});

test('a failure is logged with its name, and without what was sent', async () => {
  const logs = captureLogs();
  await handler({ ...valid, items: 'Sam Sample' }, lambdaContext()).catch(() => undefined);
  expect(JSON.parse(logs())).toMatchObject({
    level: 'ERROR',
    message: 'Task failed',
    function_name: 'function-under-test',
    error: { name: 'UnreadableOrder' },
  });
  expect(logs()).not.toContain('Sam');
});
