import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from 'local-cloud';
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

/** @throws UserError where somebody has written something else into the file */
export function readProgress(): Progress {
  const file = join(WORK, FILE);
  if (!existsSync(file)) return progress.parse({});
  try {
    return progress.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new UserError(`${file} is not the progress that was written there`, {
      fix: 'Remove it: your folders stay, and a lab that passes is noted again.',
      cause,
    });
  }
}

export function writeProgress(changes: Partial<Progress>): void {
  const changed = { ...readProgress(), ...changes };
  writing(() => {
    mkdirSync(WORK, { recursive: true });
    writeFileSync(join(WORK, FILE), `${JSON.stringify(changed, null, 2)}\n`);
  });
}

/** @throws UserError where the learner's folders cannot be written to */
export function writing(work: () => void): void {
  try {
    work();
  } catch (cause) {
    throw new UserError(`${WORK} cannot be written to`, {
      why: (cause as Error).message,
      fix: 'Set the variable LAB_WORK to a folder of your own.',
      cause,
    });
  }
}

export function notePassed(name: string): void {
  writeProgress({ passed: [...new Set([...readProgress().passed, name])].sort() });
}
