import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { root, slugs } from '../project.ts';
import { run } from './outside.ts';

/** Where a workflow lies that has been copied, with the packed local cloud in it. */
declare module 'vitest' {
  export interface ProvidedContext {
    firstCopy: string;
  }
}

/** Copies the first workflow as people do, before all else: that packs the local cloud, which takes long. */
export default async function setup(project: TestProject): Promise<() => void> {
  const home = mkdtempSync(join(tmpdir(), 'packed-'));
  const folder = join(home, slugs[0]!);
  await run(root, 'npm', 'run', 'copy', '--', slugs[0]!, folder);
  project.provide('firstCopy', folder);
  return () => rmSync(home, { recursive: true });
}
