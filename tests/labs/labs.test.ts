import { expect, test } from 'vitest';
import { hintsOf, loadLabs, readText } from '../../labs/kit/lab.ts';
import { verifyLab } from '../../labs/kit/verify.ts';

const labs = await loadLabs();

test('labs are numbered from 1 on', () => {
  expect(labs.map(({ number }) => number)).toEqual(labs.map((_, at) => at + 1));
});

test.each(labs)(
  'lab $number: the start fails for the stated reasons alone, the solution passes, each wrong answer is told its own',
  async (lab) => {
    expect(await verifyLab(lab)).toEqual([]);
  },
);

test.each(labs)('lab $number has a goal on two screens at most, and hints', (lab) => {
  const readme = readText(lab.folder, 'README.md');
  expect(readme).toContain('\n## The goal\n');
  expect(readme.split('\n').length).toBeLessThanOrEqual(80);
  expect(hintsOf(lab).length).toBeGreaterThanOrEqual(3);
});
