import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkFolder } from '../../labs/kit/check.ts';
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

interface State {
  readonly Type: string;
  readonly Comment?: string;
  readonly TimeoutSeconds?: number;
}

/** Every state at whatever depth, by its name. */
function statesIn(value: unknown): [string, State][] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'States' in value ? Object.entries(value.States as Record<string, State>) : [];
  return [...own, ...Object.values(value).flatMap(statesIn)];
}

test.each(labs)(
  'lab $number says of each state why it is there, and waits for none forever',
  (lab) => {
    const states = statesIn(JSON.parse(readText(lab.folder, 'solution', 'workflow.asl.json')));
    expect(states.length).toBeGreaterThan(0);
    const silent = states.filter(([, { Comment = '' }]) => Comment.length < 15);
    const endless = states.filter(
      ([, { Type, TimeoutSeconds }]) => Type === 'Task' && !TimeoutSeconds,
    );
    expect([...silent, ...endless].map(([name]) => name)).toEqual([]);
  },
);

test.each(labs)('lab $number has a goal on two screens at most, and hints', (lab) => {
  const readme = readText(lab.folder, 'README.md');
  expect(readme).toContain('\n## The goal\n');
  expect(readme.split('\n').length).toBeLessThanOrEqual(80);
  expect(hintsOf(lab).length).toBeGreaterThanOrEqual(3);
});

test('a learner who has lost the files is told how to get them back', async () => {
  const [{ told } = {}] = (await checkFolder(labs[0]!, '/no/folder')).verdicts;
  expect(told?.look).toMatch(
    /^template\.yaml and workflow\.asl\.json: not in your folder\. .* reset/,
  );
});

test('what bears another name than the lab asks for is told by the name that was looked for', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lab-'));
  const lab = labs.find(({ name }) => name === '10-idempotency')!;
  cpSync(join(lab.folder, 'solution'), folder, { recursive: true });
  const definition = join(folder, 'workflow.asl.json');
  writeFileSync(definition, readText(definition).replaceAll('Count Points', 'Add Points'));
  const { verdicts, cloud } = await checkFolder(lab, folder);
  await cloud?.close();
  rmSync(folder, { recursive: true });
  const failed = verdicts.filter(({ told }) => told !== undefined);
  expect(failed[0]!.told!.happened).toMatch(/^No state machine has a Task state 'Count Points'\./);
});
