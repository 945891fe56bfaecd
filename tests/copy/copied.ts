import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, inject, test } from 'vitest';
import { parse } from 'yaml';
import { copyWorkflow } from '../../copy/copy-workflow.ts';
import { root, slugs } from '../project.ts';
import { run } from './outside.ts';

function bringPacked(_: string, vendor: string): void {
  cpSync(join(inject('firstCopy'), 'vendor'), vendor, { recursive: true });
}

/**
 * The packages of this repository, where files can be linked: npm puts others in their place, and writes
 * to none. What tools keep beside them they would write to.
 */
function linkPackages(folder: string): void {
  const packages = join(folder, 'node_modules');
  const { status } = spawnSync('cp', ['-al', join(root, 'node_modules'), packages]);
  const others = status === 0 ? ['.cache', '.vite', '.vite-temp'] : ['.'];
  for (const name of others) rmSync(join(packages, name), { recursive: true, force: true });
}

/**
 * Proves what an engineer does who receives copied workflows, in a folder outside this repository and
 * without its node_modules on the PATH.
 */
export function proveCopies(some: readonly string[]): void {
  const home = mkdtempSync(join(tmpdir(), 'copied-'));
  afterAll(() => rmSync(home, { recursive: true }));

  /** npm makes of other packages the ones that a project asks for, no more and no fewer. */
  async function install(slug: string, folder: string): Promise<void> {
    const last = some.map((other) => join(home, other, 'node_modules')).find(existsSync);
    if (last !== undefined) renameSync(last, join(folder, 'node_modules'));
    else if (slug !== slugs[0]) linkPackages(folder);
    await run(folder, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund');
  }

  describe.each(some)('%s, copied', (slug) => {
    const folder = join(home, slug);

    beforeAll(async () => {
      if (slug === slugs[0]) cpSync(inject('firstCopy'), folder, { recursive: true });
      else copyWorkflow(root, slug, folder, bringPacked);
      await install(slug, folder);
    });

    // What is tried of a copy only reads its files, or writes its own.
    test.concurrent('compiles', async () => {
      await run(folder, 'npm', 'run', 'types');
    });

    test.concurrent('passes its unit tests', async ({ expect }) => {
      const printed = await run(folder, 'npm', 'test', '--', '--testTimeout=60000');
      expect(printed).toMatch(/Tests .*\d+ passed/);
    });

    test.concurrent('is not packaged without recipients', async ({ expect }) => {
      await expect(run(folder, 'npm', 'run', 'package')).rejects.toThrow('"param" source');
    });

    test.concurrent('is packaged, and runs its scenarios, every one', async ({ expect }) => {
      const { scenarios } = parse(
        readFileSync(join(folder, `events/${slug}/scenarios.yml`), 'utf8'),
      );
      const printed = await run(folder, 'npm', 'run', 'demo');
      expect(printed).toContain(`\n${Object.keys(scenarios).length} passed, 0 failed\n`);
      expect(readdirSync(join(folder, '.serverless'))).toContain('serverless-state.json');
    });
  });
}
