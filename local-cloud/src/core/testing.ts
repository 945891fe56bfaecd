import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
/**
 * How many turns others have while something is done.
 *
 * @param turn what they do in each
 */
export async function turnsDuring(
  work: () => Promise<unknown>,
  turn: (count: number) => void = () => {},
): Promise<number> {
  let turns = 0;
  let isDone = false;
  const next = () => {
    if (isDone) return;
    turn(++turns);
    setImmediate(next);
  };
  setImmediate(next);
  try {
    await work();
  } finally {
    isDone = true;
  }
  return turns;
}

/** A folder that is gone when the test has ended. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'local-cloud-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}
