import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { parse } from 'yaml';
import { copyWorkflow } from '../../copy/copy-workflow.ts';
import { root, slugs } from '../project.ts';
import { copyProject, packedFiles, RECIPIENTS, stackName, template } from '../suite/serverless.ts';
import { run } from './outside.ts';
import { packagesFor } from './packages-for.ts';

const FRAMEWORK = join(root, 'node_modules/.bin/serverless');

function bringPacked(_: string, vendor: string): void {
  cpSync(join(inject('firstCopy'), 'vendor'), vendor, { recursive: true });
}

/**
 * Installs the packed local cloud, and the packages of this repository that it and the copy ask for. False
 * where files cannot be linked.
 */
async function linkPackages(folder: string): Promise<boolean> {
  const packages = join(folder, 'node_modules');
  const vendor = join(folder, 'vendor');
  const [packed] = readdirSync(vendor);
  mkdirSync(join(packages, 'local-cloud'), { recursive: true });
  const into = ['-C', join(packages, 'local-cloud'), '--strip-components', '1'];
  await run(folder, 'tar', '-xzf', join(vendor, packed!), ...into);
  const names = packagesFor(folder);
  const { status } = spawnSync('cp', ['-al', '--parents', '.bin', ...names, packages], {
    cwd: join(root, 'node_modules'),
  });
  if (status !== 0) rmSync(packages, { recursive: true });
  return status === 0;
}

/**
 * Proves what an engineer does who receives copied workflows, in a folder outside this repository and
 * without its node_modules on the PATH.
 */
export function proveCopies(some: readonly string[]): void {
  const home = mkdtempSync(join(tmpdir(), 'copied-'));
  afterAll(() => rmSync(home, { recursive: true }));

  /** npm finds the versions of the first: that takes longest, and is the same for all. */
  async function install(slug: string, folder: string): Promise<void> {
    if (slug !== slugs[0] && (await linkPackages(folder))) return;
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

    // What copies have in common is tested in the last one: most of them have more of it than of their own.
    const tests = slug === some.at(-1) ? [] : [`functions/${slug}`];
    test.concurrent('passes its unit tests', async ({ expect }) => {
      const printed = await run(folder, 'npm', 'test', '--', '--testTimeout=60000', ...tests);
      expect(printed).toMatch(/Tests .*\d+ passed/);
    });

    // What refuses it is the same in all of them.
    if (slug === some[0]) {
      test.concurrent('is not packaged without recipients', async ({ expect }) => {
        await expect(run(folder, 'npm', 'run', 'package')).rejects.toThrow('"param" source');
      });
    }

    test.concurrent('is packaged, and runs its scenarios, every one', async ({ expect }) => {
      const { scenarios } = parse(
        readFileSync(join(folder, `events/${slug}/scenarios.yml`), 'utf8'),
      );
      const printed = await run(folder, 'npm', 'run', 'demo');
      expect(printed).toContain(`\n${Object.keys(scenarios).length} passed, 0 failed\n`);
    });
  });

  test.each(some)(
    '%s is packaged alone in the suite to the same, in a stack of its own',
    async (slug) => {
      const alone = join(home, 'alone', slug);
      copyProject(alone);
      await run(
        alone,
        process.execPath,
        FRAMEWORK,
        'package',
        ...RECIPIENTS,
        `--param=workflow=${slug}`,
      );
      expect(stackName(alone)).toBe(`${slug}-dev`);
      const { Resources } = template(alone);
      const machines = Object.values(Resources).filter(
        ({ Type }) => Type === 'AWS::StepFunctions::StateMachine',
      );
      expect(machines).toHaveLength(1);
      expect(template(join(home, slug))).toEqual(template(alone));
      // Their maps name the sources by where the packages lie.
      expect(packedFiles(join(home, slug), /\.mjs$/)).toEqual(packedFiles(alone, /\.mjs$/));
    },
  );
}
