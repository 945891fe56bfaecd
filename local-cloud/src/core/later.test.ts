import { expect, test } from 'vitest';
import * as z from 'zod';
import { CloudClock } from './cloud-clock.ts';
import { Later } from './later.ts';

function later(start: number) {
  const clock = new CloudClock({ frozen: true, start });
  const due: [string, number][] = [];
  const waiting = new Later(clock, 'Tea', z.string(), (item) => due.push([item, clock.now()]));
  return { clock, due, waiting };
}

test('what waits has its turn when its time comes, also in another cloud', async () => {
  const { clock, due, waiting } = later(0);
  waiting.add('soon', 1000);
  waiting.add('late', 5000);
  await clock.advance(2000);
  expect(due).toEqual([['soon', 1000]]);
  const other = later(2000);
  other.waiting.load(JSON.parse(JSON.stringify(waiting.save())));
  await other.clock.advance(60_000);
  expect(other.due).toEqual([['late', 5000]]);
});

test('what was due while there was no cloud has its turn at once', async () => {
  const { waiting } = later(0);
  waiting.add('soon', 1000);
  const other = later(9000);
  other.waiting.load(waiting.save());
  await other.clock.advance(0);
  expect(other.due).toEqual([['soon', 9000]]);
});
