import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../src/core/testing.ts';

const BIN = join(import.meta.dirname, '../bin/local-cloud.mjs');

test('what was compiled in another month is removed, and packages are kept', () => {
  const caches = testFolder();
  for (const name of ['compiled', 'compiled-2020-02', 'packages']) {
    const folder = join(caches, 'local-cloud', name, 'deep');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'file'), name);
  }
  const { NODE_COMPILE_CACHE: _, ...env } = process.env;
  execFileSync(process.execPath, [BIN, '--help'], { env: { ...env, XDG_CACHE_HOME: caches } });
  const left = readdirSync(join(caches, 'local-cloud')).sort();
  expect(left).toEqual([expect.stringMatching(/^compiled-20\d\d-\d\d$/), 'packages']);
  expect(left).not.toContain('compiled-2020-02');
});
