import { expect, test } from 'vitest';
import type { RuntimeProcess } from './process.ts';
import { Spares } from './spares.ts';

interface Started {
  readonly memoryMb: number;
  readonly preload: readonly string[];
  ended: boolean;
}

function spares() {
  const started: Started[] = [];
  const start = (memoryMb: number, preload: readonly string[]) => {
    const process = { memoryMb, preload, ended: false, terminate: async () => {} };
    process.terminate = async () => {
      process.ended = true;
    };
    started.push(process);
    return process as unknown as RuntimeProcess;
  };
  return { started, spares: new Spares(start) };
}

test('one process is ready in advance, of the size that was asked for first', () => {
  const { started, spares: all } = spares();
  all.prepare(256, false);
  all.prepare(512, false);
  expect(all.take(256)).toBe(started[0]);
  expect(started).toHaveLength(1);
});

test('a process that is ready for a function of another size goes, so that the next one fits', async () => {
  const { started, spares: all } = spares();
  all.prepare(256, false);
  expect(all.take(512)).toBe(started[1]);
  all.prepare(512, false);
  expect(started.map(({ memoryMb, ended }) => [memoryMb, ended])).toEqual([
    [256, true],
    [512, false],
    [512, false],
  ]);
  await all.close();
  expect(started[2]?.ended).toBe(true);
});

test('what the SDK on board loads is loaded in advance for functions that take it alone', () => {
  const { started, spares: all } = spares();
  all.prepare(256, false);
  all.take(256);
  all.prepare(256, true);
  const sdk = started.map(({ preload }) => preload.some((name) => name.startsWith('@aws-sdk/')));
  expect(sdk).toEqual([false, true]);
});
