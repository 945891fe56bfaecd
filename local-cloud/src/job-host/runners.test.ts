import { expect, test } from 'vitest';
import { noRunner } from '../core/jobs.ts';
import { resolveRunners, runnerOf } from './runners.ts';

const here = import.meta.dirname;
const runners = resolveRunners({ glue: 'host.ts', ecs: { pack: 'job.ts' } }, here);

test('runners are found by what they run', () => {
  expect(runnerOf(runners, ['glue'])).toBe(`${here}/host.ts`);
  expect(runnerOf(runners, ['ecs', 'pack'])).toBe(`${here}/job.ts`);
  expect(runnerOf(runners, ['ecs', 'toString'])).toBeUndefined();
  expect(runnerOf(runners, ['sagemaker', 'linear-learner'])).toBeUndefined();
});

test('a family is found by what it ends with, too: stacks put their names before it', () => {
  const files = resolveRunners({ ecs: { pack: 'job.ts', 'gift-pack': 'host.ts' } }, here);
  expect(runnerOf(files, ['ecs', 'shop-dev-pack'])).toBe(`${here}/job.ts`);
  expect(runnerOf(files, ['ecs', 'shop-dev-gift-pack'])).toBe(`${here}/host.ts`);
  expect(runnerOf(files, ['ecs', 'backpack'])).toBeUndefined();
  expect(
    runnerOf({ sagemaker: { learner: '/a' } }, ['sagemaker', 'linear-learner']),
  ).toBeUndefined();
});

test('a file that is not there is told by what it was to run', () => {
  expect(() => resolveRunners({ ecs: { pack: 'pack.ts' } }, here)).toThrow(
    expect.objectContaining({
      what: 'The runner pack.ts is not there',
      why: expect.stringContaining('names it for ecs pack'),
    }),
  );
});

test('what is missing is told as the line to write', () => {
  expect(noRunner(['glue'])).toContain('"runners": { "glue": "<file>" }');
  expect(noRunner(['ecs', 'pack'])).toContain('"runners": { "ecs": { "pack": "<file>" } }');
});
