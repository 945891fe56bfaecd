import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { missingPackages } from './needs.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'needs-'));
  mkdirSync(join(root, 'node_modules/@kettle/tea'), { recursive: true });
  mkdirSync(join(root, 'events/brew'), { recursive: true });
});
afterAll(() => rmSync(root, { recursive: true }));

test('a package is looked for from where the scenarios lie upwards', () => {
  const directory = join(root, 'events/brew');
  const needs = ['@kettle/tea', '@kettle/water', 'milk'];
  expect(missingPackages({ directory, needs })).toEqual(['@kettle/water', 'milk']);
  expect(missingPackages({ directory, needs: [] })).toEqual([]);
});
