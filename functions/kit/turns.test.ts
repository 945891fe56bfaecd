import { expect, test } from 'vitest';
import { inTurns } from './turns.ts';

test('work of one key is done one after the other, that of another key meanwhile', async () => {
  const turn = inTurns();
  const done: string[] = [];
  const gate = Promise.withResolvers<void>();
  const work = (name: string, until?: Promise<void>) => async () => {
    await until;
    done.push(name);
    return name;
  };
  const all = [turn('a', work('a1', gate.promise)), turn('a', work('a2')), turn('b', work('b1'))];
  await all[2];
  expect(done).toEqual(['b1']);
  gate.resolve();
  expect(await Promise.all(all)).toEqual(['a1', 'a2', 'b1']);
  expect(done).toEqual(['b1', 'a1', 'a2']);
});

test('behind work that failed nothing of its key is begun', async () => {
  const turn = inTurns();
  let begun = 0;
  const count = async () => {
    begun += 1;
  };
  const results = await Promise.allSettled([
    turn('a', count),
    turn('a', () => Promise.reject(new Error('no'))),
    turn('a', count),
    turn('a', count),
    turn('b', count),
  ]);
  expect(results.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'rejected',
    'rejected',
    'fulfilled',
  ]);
  expect(begun).toBe(2);
});
