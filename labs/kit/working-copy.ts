import { cpSync, existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from 'local-cloud';
import type { Lab } from './lab.ts';
import { WORK, writing } from './progress.ts';

/** The learner's folder for a lab. */
export function workOf({ name }: Lab): string {
  return join(WORK, name);
}

/**
 * The learner's folder, made from the start where there is none.
 *
 * @throws UserError where something else lies in its place
 */
export function openWork(lab: Lab): string {
  const folder = workOf(lab);
  if (!existsSync(folder)) replaceWork(lab, 'start');
  if (statSync(folder).isDirectory()) return folder;
  throw new UserError(`${folder} is no folder`, {
    why: 'What you write for the lab belongs into a folder of that name.',
    fix: `Move it away, or have it replaced: npm run lab ${lab.number} reset`,
  });
}

export function replaceWork(lab: Lab, by: 'start' | 'solution'): void {
  writing(() => {
    rmSync(workOf(lab), { recursive: true, force: true });
    cpSync(join(lab.folder, by), workOf(lab), { recursive: true });
  });
}
