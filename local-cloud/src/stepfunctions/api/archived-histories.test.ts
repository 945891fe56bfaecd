import { expect, test } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { Shelf } from '../execution/testing/shelf.ts';
import { definition, TestApi } from './testing.ts';

/** Five states with a result of 100 kB, each its own, and an API over it that puts long texts away. */
async function made() {
  const shelf = new Shelf(0);
  const api = new TestApi(undefined, shelf);
  const states = Array.from({ length: 5 }, (_, at) => {
    const onward: JsonObject = at === 4 ? { End: true } : { Next: `S${at + 1}` };
    return [`S${at}`, { Type: 'Pass', Result: `${at}`.padEnd(100_000, 'x'), ...onward }] as const;
  });
  const stateMachineArn = await api.create('m', definition(Object.fromEntries(states)));
  const executionArn = await api.start(stateMachineArn);
  await api.clock.idle();
  expect(shelf.texts).toHaveLength(5);
  return { api, shelf, executionArn };
}

interface History {
  readonly events: readonly {
    readonly type: string;
    readonly stateExitedEventDetails?: { readonly name: string; readonly output?: string };
  }[];
}

test('GetExecutionHistory without data reads nothing back', async () => {
  const { api, shelf, executionArn } = await made();
  const { events } = await api.send<History>('GetExecutionHistory', {
    executionArn,
    includeExecutionData: false,
  });
  expect(events).toHaveLength(12);
  expect(events[2]?.stateExitedEventDetails).toEqual({ name: 'S0' });
  expect(shelf.reads).toBe(0);
});

test('GetExecutionHistory reads back what is on the page, when it is written', async () => {
  const { api, shelf, executionArn } = await made();
  const { events } = await api.send<History>('GetExecutionHistory', {
    executionArn,
    maxResults: 4,
  });
  expect(shelf.reads).toBe(0);
  expect(JSON.parse(JSON.stringify(events)).at(-2)).toMatchObject({
    type: 'PassStateExited',
    stateExitedEventDetails: { name: 'S0', output: `"0${'x'.repeat(99_999)}"` },
  });
  expect(shelf.reads).toBe(2);
});
