import { expect, test } from 'vitest';
import type { ScenarioResult } from '../scenarios/run-scenario.ts';
import { describeResults } from './results.ts';

function result(workflow: string, scenario: string, problems: string[] = []): ScenarioResult {
  const path = ['Boil the Water', 'Pour It Over the Leaves', 'Wait for Three Minutes', 'Serve'];
  const end = problems.length === 0 ? 'SUCCEEDED' : 'FAILED Tea.Cold';
  return {
    ...{ workflow, scenario, problems, path, end },
    ...{ virtualMs: 180_000, realMs: 20, transitions: 4, cost: 0.0001 },
  };
}

const RESULTS = [
  result('green-tea', 'usual'),
  result('green-tea', 'twice'),
  result('black-tea', 'usual', ['ended as FAILED, not SUCCEEDED']),
];
const widest = (text: string) => Math.max(...text.split('\n').map((line) => line.length));

test('a run is summed up in a line per workflow, with what failed below', () => {
  const shown = describeResults(RESULTS, 'none');
  expect(shown.split('\n')).toEqual([
    '        Workflow   Passed  Virtual  Real   Transitions  Cost (USD)',
    '------  ---------  ------  -------  -----  -----------  ----------',
    'ok      green-tea  2 of 2  6m       40 ms  8            0.000200',
    'FAILED  black-tea  0 of 1  3m       20 ms  4            0.000100',
    '',
    'black-tea usual failed:',
    '  - ended as FAILED, not SUCCEEDED',
    '',
    '2 passed, 1 failed',
  ]);
});

test.each([80, 120])('with the paths it still fits %i columns', (width) => {
  const shown = describeResults(RESULTS, 'path', width);
  expect(widest(shown)).toBeLessThanOrEqual(width);
  for (const word of ['Water', 'Leaves', 'Minutes', 'Serve']) expect(shown).toContain(word);
});

test('in a pipe each scenario is one line, with its whole path', () => {
  const shown = describeResults(RESULTS, 'path');
  expect(shown).toContain(
    'Boil the Water > Pour It Over the Leaves > Wait for Three Minutes > Serve',
  );
});
