import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { filesBelow, read } from '../project.ts';

const sources = [
  'local-cloud',
  'functions',
  'tests',
  'bench',
  'docs',
  'serverless',
  'copy',
  'labs',
].flatMap((folder) => filesBelow(folder, '.ts'));
const isTest = (file: string) => file.endsWith('.test.ts');
const isAction = (file: string) => file.includes('/actions/') && !isTest(file);

test('a file of an operation is called what AWS calls the operation', () => {
  const actions = sources.filter(isAction);
  const misnamed = actions.filter((file) => {
    const operation = basename(file, '.ts');
    return !new RegExp(`export (?:async )?(?:function|const) ${operation}\\b`).test(read(file));
  });
  expect(actions.length).toBeGreaterThan(100);
  expect(misnamed).toEqual([]);
});

test('every other file is called in kebab-case, unless it tests an operation', () => {
  const actions = new Set(sources.filter(isAction));
  const others = sources.filter((file) => !actions.has(file.replace('.test.ts', '.ts')));
  const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.ts$/;
  expect(others.filter((file) => !kebab.test(basename(file)))).toEqual([]);
});
