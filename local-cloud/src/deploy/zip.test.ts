import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { testFolder } from '../core/testing.ts';
import { zipFolder } from './zip.ts';

test('links in a folder of code lead to what is packed, and round in circles to nothing more', () => {
  const root = testFolder();
  const code = join(root, 'code');
  mkdirSync(join(code, 'node_modules'), { recursive: true });
  mkdirSync(join(root, 'shared'));
  writeFileSync(join(code, 'index.mjs'), '1');
  writeFileSync(join(root, 'shared', 'tea.mjs'), '2');
  symlinkSync('../../shared', join(code, 'node_modules', 'shared'));
  symlinkSync('index.mjs', join(code, 'other.mjs'));
  symlinkSync('..', join(code, 'node_modules', 'up'));
  const files = unzipSync(zipFolder(code));
  expect(Object.keys(files).sort()).toEqual([
    'index.mjs',
    'node_modules/shared/tea.mjs',
    'other.mjs',
  ]);
});

test('a link that leads nowhere is told by name', () => {
  const code = testFolder();
  symlinkSync('nowhere', join(code, 'index.mjs'));
  expect(() => zipFolder(code)).toThrow('index.mjs cannot be packed');
});
