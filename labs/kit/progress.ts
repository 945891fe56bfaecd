import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { LABS } from './lab.ts';

/** Where learners work and what they have reached: outside of git. */
export const WORK = process.env.LAB_WORK ?? join(LABS, 'work');

const FILE = 'progress.json';

const progress = z.object({
  /** The lab that was opened last. */
  opened: z.string().optional(),
  passed: z.array(z.string()).default([]),
  /** How many hints were revealed, by lab. */
  hints: z.record(z.string(), z.number()).default({}),
});

export type Progress = z.output<typeof progress>;

export function readProgress(): Progress {
  const file = join(WORK, FILE);
  return progress.parse(existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});
}

export function writeProgress(changes: Partial<Progress>): void {
  mkdirSync(WORK, { recursive: true });
  const changed = { ...readProgress(), ...changes };
  writeFileSync(join(WORK, FILE), `${JSON.stringify(changed, null, 2)}\n`);
}

export function notePassed(name: string): void {
  writeProgress({ passed: [...new Set([...readProgress().passed, name])].sort() });
}
