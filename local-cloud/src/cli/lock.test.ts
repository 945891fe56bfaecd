import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withLock } from './lock.ts';

const lock = () => join(mkdtempSync(join(tmpdir(), 'lock-')), 'lock');

test('work under one lock runs one after the other', async () => {
  const folder = lock();
  let running = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
  };
  await Promise.all([1, 2, 3].map(() => withLock(folder, work)));
  expect(most).toBe(1);
});

test('the lock is given back when the work fails', async () => {
  const folder = lock();
  await expect(withLock(folder, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await withLock(folder, async () => 'yes')).toBe('yes');
});

test('the lock of a process that is gone is taken over', async () => {
  const folder = lock();
  mkdirSync(folder);
  // Beyond the largest process id there can be.
  writeFileSync(join(folder, 'pid'), '4194305');
  expect(await withLock(folder, async () => 'mine')).toBe('mine');
});
