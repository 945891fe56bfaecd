import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { testFolder } from '../core/testing.ts';
import { withLock } from './lock.ts';

const lock = () => join(testFolder(), 'lock');

/** Beyond the largest process id there can be. */
const GONE = '4194305';

/** Work that says how many of it ran at the same time. */
function counted() {
  const count = { running: 0, most: 0 };
  const work = async () => {
    count.most = Math.max(count.most, ++count.running);
    await new Promise((resolve) => setImmediate(resolve));
    count.running -= 1;
  };
  return { count, work };
}

test('work under one lock runs one after the other', async () => {
  const folder = lock();
  const { count, work } = counted();
  await Promise.all([1, 2, 3].map(() => withLock(folder, work)));
  expect(count.most).toBe(1);
});

test('the lock is given back when the work fails', async () => {
  const folder = lock();
  await expect(withLock(folder, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await withLock(folder, async () => 'yes')).toBe('yes');
});

test('the lock of a process that is gone is taken over', async () => {
  const folder = lock();
  mkdirSync(folder);
  writeFileSync(join(folder, GONE), '');
  expect(await withLock(folder, async () => 'mine')).toBe('mine');
});

test('of two that find the same owner gone, one waits for the other', async () => {
  const folder = lock();
  mkdirSync(folder);
  writeFileSync(join(folder, GONE), '');
  const { count, work } = counted();
  let other = Promise.resolve();
  const kill = vi.spyOn(process, 'kill').mockImplementationOnce((pid, signal) => {
    kill.mockRestore();
    // Just before one learns that the owner is gone, the other has learnt it and taken over.
    other = withLock(folder, work);
    return process.kill(pid, signal);
  });
  await withLock(folder, work);
  await other;
  expect(count.most).toBe(1);
});
