import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import v8 from 'node:v8';
import vm from 'node:vm';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UserError } from './errors.ts';
import { TextFiles } from './text-files.ts';
import { nextTurn } from './turns.ts';

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc') as () => void;

let folder: string;
let problems: string[];
let files: TextFiles;
beforeEach(() => {
  problems = [];
  folder = join(mkdtempSync(join(tmpdir(), 'text-files-')), 'texts');
  files = new TextFiles(folder, (problem) => problems.push(problem));
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

test('any texts come back as they were, halves of surrogate pairs too', () => {
  const units = fc.array(fc.integer({ min: 0, max: 0xffff }));
  const text = fc.oneof(
    fc.string(),
    units.map((codes) => String.fromCharCode(...codes)),
  );
  fc.assert(
    fc.property(fc.array(text, { minLength: 1 }), (texts) => {
      expect(files.putAway(texts)?.map((kept) => kept.text)).toEqual(texts);
    }),
  );
});

test('a file is there as long as one of its texts is held', async () => {
  let kept = files.putAway(['first', 'second'])?.slice(1);
  expect(readdirSync(folder)).toEqual(['1']);
  for (let turn = 0; turn < 20; turn++) {
    collect();
    await nextTurn();
  }
  expect(kept?.[0]?.text).toBe('second');
  kept = undefined;
  while (readdirSync(folder).length > 0) {
    collect();
    await nextTurn();
  }
  expect(kept).toBeUndefined();
});

test('what cannot be written is told of, and nothing is left of it', () => {
  writeFileSync(folder, 'no folder');
  expect(files.putAway(['text'])).toBeUndefined();
  expect(problems).toEqual([
    expect.stringMatching(/could not be put away in .*texts: E\w+.* They stay in memory/),
  ]);
  rmSync(folder);
  expect(files.putAway(['text'])?.[0]?.text).toBe('text');
  expect(existsSync(join(folder, '1'))).toBe(false);
});

test.each([
  ['is gone', () => rmSync(join(folder, '1')), /ENOENT/],
  ['was cut', () => writeFileSync(join(folder, '1'), 'te'), /it ends before byte 4/],
])('a text whose file %s is missed by name', (_, spoil, why) => {
  const [kept] = files.putAway(['text'])!;
  spoil();
  expect(() => kept!.text).toThrow(UserError);
  expect(() => kept!.text).toThrow(why);
});
