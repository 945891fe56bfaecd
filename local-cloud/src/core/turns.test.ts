import { expect, test } from 'vitest';
import { Line } from './turns.ts';

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
