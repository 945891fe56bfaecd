import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Workflow } from './load.ts';

/** Packages that a workflow's scenarios need and that are not installed, as seen from where they lie. */
export function missingPackages({ needs, directory }: Pick<Workflow, 'needs' | 'directory'>) {
  const folders = createRequire(join(directory, 'scenarios.yml')).resolve.paths('x') ?? [];
  return needs.filter((name) => !folders.some((folder) => existsSync(join(folder, name))));
}

/** How to get them. */
export const INSTALL_THEM = 'npm install --include=optional';
