import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../project.ts';

/**
 * Of all that packages brought, as the disk counts it. Caches of tools, `.vite` and the like, are not theirs,
 * and the local cloud is a link to its sources, which Node follows.
 */
function megabytes(modules: string): number {
  const folders = readdirSync(modules, { recursive: true, withFileTypes: true });
  const files = folders.filter(
    (entry) => entry.isFile() && !/node_modules\/(\.|local-cloud)/.test(entry.parentPath),
  );
  const blocks = files.map(({ parentPath, name }) => statSync(join(parentPath, name)).blocks);
  return blocks.reduce((sum, count) => sum + count, 0) / 2048;
}

test('what npm ci leaves takes 600 MB at most', () => {
  const size = megabytes(join(root, 'node_modules'));
  expect(size).toBeGreaterThan(100);
  expect(size).toBeLessThan(600);
});
