import { expect, test } from 'vitest';
import { turnsDuring } from './testing.ts';
import { Line, nextTurn, Paced } from './turns.ts';

test('work in a line is done in order, and after what is long others have their turn', async () => {
  const line = new Line();
  const done: string[] = [];
  setImmediate(() => done.push('others'));
  const add = (name: string) =>
    line.next(
      () => done.push(name) > 0,
      () => name === 'long',
    );
  await Promise.all([add('short'), add('long'), add('last')]);
  expect(done).toEqual(['short', 'long', 'others', 'last']);
});

test('work that fails does not keep up what follows it', async () => {
  const line = new Line();
  const failed = line.next(() => Promise.reject(new RangeError('No.')));
  const after = line.next(() => 'done');
  await expect(failed).rejects.toThrow('No.');
  expect(await after).toBe('done');
});

test('what leads to itself for ever leaves turns to others', async () => {
  const paced = new Paced(10);
  let isOn = true;
  const loop = () => {
    if (isOn) queueMicrotask(() => paced.begin(loop));
  };
  paced.begin(loop);
  const turns = await turnsDuring(async () => {
    for (let count = 0; count < 20; count++) await nextTurn();
  });
  isOn = false;
  expect(turns).toBeGreaterThan(10);
});

test('much that is begun at once is begun in order, the first of it at once and some in each turn', async () => {
  const paced = new Paced(10);
  const begun: number[] = [];
  for (let count = 0; count < 35; count++) paced.begin(() => begun.push(count));
  expect(begun).toHaveLength(10);
  await nextTurn();
  expect(begun).toHaveLength(20);
  paced.begin(() => begun.push(35));
  await nextTurn();
  await nextTurn();
  expect(begun).toEqual(Array.from({ length: 36 }, (_, index) => index));
});
