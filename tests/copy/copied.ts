import { execFile } from 'node:child_process';
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
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, inject, test } from 'vitest';
import { parse } from 'yaml';
import { copyWorkflow } from '../../copy/copy-workflow.ts';
import { root, slugs } from '../project.ts';

/** Where the packed local cloud lies, which every copy brings. */
declare module 'vitest' {
  export interface ProvidedContext {
    packed: string;
  }
}

function bringPacked(_: string, vendor: string): void {
  cpSync(inject('packed'), vendor, { recursive: true });
}

/** Runs a program to its end; what it printed is in the error when it fails. */
async function run(cwd: string, program: string, ...words: string[]): Promise<string> {
  const options = { cwd, env: environment(), maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)(program, words, options).catch((error) => {
    throw new Error(`${program} ${words.join(' ')}\n${error.stdout}${error.stderr}`);
  });
  return stdout;
}

/** That of a shell outside this repository: npm and Vitest leave marks that change what npm does. */
function environment(): NodeJS.ProcessEnv {
  const marks = /^(npm_(?!config_(registry|cache|userconfig)$)|INIT_CWD$|VITEST)/;
  const kept = Object.entries(process.env).filter(([name]) => !marks.test(name));
  const path = process.env.PATH!.split(delimiter).filter((folder) => !folder.startsWith(root));
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter) };
}

/**
 * Proves what an engineer does who receives copied workflows, in a folder outside this repository and
 * without its node_modules on the PATH.
 */
export function proveCopies(some: readonly string[]): void {
  const home = mkdtempSync(join(tmpdir(), 'copied-'));
  afterAll(() => rmSync(home, { recursive: true }));

  /** npm makes of the last project's packages the ones that this one asks for, no more and no fewer. */
  async function install(folder: string): Promise<void> {
    const last = some.map((slug) => join(home, slug, 'node_modules')).find(existsSync);
    if (last !== undefined) renameSync(last, join(folder, 'node_modules'));
    await run(folder, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund');
  }

  describe.each(some)('%s, copied', (slug) => {
    const folder = join(home, slug);

    beforeAll(async () => {
      if (slug === slugs[0]) await run(root, 'npm', 'run', 'copy', '--', slug, folder);
      else copyWorkflow(root, slug, folder, bringPacked);
      await install(folder);
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
