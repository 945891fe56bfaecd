import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from './lab.ts';
import { WORK, writing } from './progress.ts';

/** The learner's folder for a lab. */
export function workOf({ name }: Lab): string {
  return join(WORK, name);
}

/** The learner's folder, made from the start where there is none. */
export function openWork(lab: Lab): string {
  if (!existsSync(workOf(lab))) replaceWork(lab, 'start');
  return workOf(lab);
}

export function replaceWork(lab: Lab, by: 'start' | 'solution'): void {
  writing(() => {
    rmSync(workOf(lab), { recursive: true, force: true });
    cpSync(join(lab.folder, by), workOf(lab), { recursive: true });
  });
}
