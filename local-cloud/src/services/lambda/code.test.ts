import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { PutAway } from '../../core/put-away.ts';
import { Archives } from './code.ts';
import { CODE } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'archives-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('the code of a function lies in a file, and is missed by name', () => {
  const { code } = new Archives(new PutAway(folder, 'The code of a function')).keep(CODE);
  expect(readdirSync(folder)).toEqual(['1']);
  expect(code.size).toBe(CODE.byteLength);
  expect(Buffer.from(code.read())).toEqual(Buffer.from(CODE));
  rmSync(join(folder, '1'));
  expect(() => code.read()).toThrow('The code of a function could not be read back');
});

test('code that the disk does not take is an error that says how to help it', () => {
  const file = join(folder, 'no-folder');
  writeFileSync(file, '');
  const archives = new Archives(new PutAway(file, 'The code of a function'));
  expect(() => archives.keep(CODE)).toThrow(
    /^The code of a function could not be put away\n.*no-folder: E\w+.*\nHow to fix it: Make room/,
  );
});
