import { expect, test } from 'vitest';
import { CloudClock } from '../../core/cloud-clock.ts';
import { addEffort } from '../../core/effort.ts';
import { nextTurn } from '../../core/turns.ts';
import { Scheduler } from './scheduler.ts';

/** Characters of JSON that are more than a request's share of a turn. */
const MUCH = 100_001;

/** A scheduler that begins with its share unused, and who had their turn, in order. */
async function idleScheduler() {
  const scheduler = new Scheduler(new CloudClock({ frozen: true }));
  const turns: string[] = [];
  const start = (name: string) =>
    scheduler.enqueue({
      runnable: false,
      work(budget) {
        turns.push(name);
        return budget - 1;
      },
    });
  start('before');
  await nextTurn();
  setImmediate(() => turns.push('others'));
  return { start, turns };
}

test('an execution that is started goes on at once', async () => {
  const { start, turns } = await idleScheduler();
  start('steps');
  await nextTurn();
  expect(turns).toEqual(['before', 'steps', 'others']);
});

test('after a request that read much others have their turn before the steps that it starts', async () => {
  const { start, turns } = await idleScheduler();
  addEffort(MUCH);
  start('steps');
  await nextTurn();
  await nextTurn();
  expect(turns).toEqual(['before', 'others', 'steps']);
});
