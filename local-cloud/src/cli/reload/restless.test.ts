import { expect, test } from 'vitest';
import { restlessness } from './restless.ts';

test('files that change during every reload are waited for once, and then left as they are', () => {
  const judged = restlessness();
  const verdicts = Array.from({ length: 8 }, () => judged(['runs.txt']));
  const once = ['package', 'package', 'wait', 'leave'];
  expect(verdicts).toEqual([...once, ...once]);
});

test.each([
  ['none', []],
  ['others', ['src/two']],
])('files are not left when %s change after they were waited for', (_which, others) => {
  const judged = restlessness();
  for (const _ of [1, 2, 3]) judged(['src/one']);
  expect(judged(others)).toBe('package');
  expect(judged(['src/one'])).toBe('package');
});
