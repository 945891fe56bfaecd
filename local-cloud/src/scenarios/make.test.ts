import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { testFolder } from '../core/testing.ts';
import { make } from './make.ts';

let folder: string;
beforeEach(() => {
  folder = testFolder();
  writeFileSync(
    join(folder, 'samples.mjs'),
    'export const tea = async () => new Uint8Array([1, 2]);\nexport const milk = () => "milk";',
  );
});

test('what a function of a module makes is sent: bytes or a text', async () => {
  expect(await make(folder, 'samples.mjs#tea')).toEqual(new Uint8Array([1, 2]));
  expect(await make(folder, 'samples.mjs#milk')).toBe('milk');
});

test('a function that is not there is named, with those that are', async () => {
  await expect(make(folder, 'samples.mjs#toString')).rejects.toMatchObject({
    what: 'samples.mjs has no function "toString"',
    fix: 'It exports: milk, tea',
  });
});

test('a module that is not there is named', async () => {
  await expect(make(folder, 'none.mjs#tea')).rejects.toMatchObject({
    what: `The module ${join(folder, 'none.mjs')} cannot be loaded`,
  });
});
