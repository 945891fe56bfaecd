import { formatDuration } from '../core/duration.ts';
import type { ScenarioResult } from '../scenarios/run-scenario.ts';
import { table } from './table.ts';

const HEADINGS = [
  '',
  'Workflow',
  'Scenario',
  'End',
  'Virtual',
  'Real',
  'Transitions',
  'Cost (USD)',
  'Path',
];

/** The table at the end of a run, what failed below it, and a line that sums it up. */
export function describeResults(results: readonly ScenarioResult[]): string {
  const failed = results.filter((result) => result.problems.length > 0);
  const problems = failed.map(
    ({ workflow, scenario, problems: list }) =>
      `\n${workflow} ${scenario} failed:\n${list.map((problem) => `  - ${problem}`).join('\n')}`,
  );
  const sum = `${results.length - failed.length} passed, ${failed.length} failed`;
  return [table(HEADINGS, results.map(row)), ...problems, `\n${sum}`].join('\n');
}

function row(result: ScenarioResult): string[] {
  return [
    result.problems.length === 0 ? 'ok' : 'FAILED',
    result.workflow,
    result.scenario,
    result.end,
    formatDuration(result.virtualMs),
    formatDuration(result.realMs),
    String(result.transitions),
    result.cost.toFixed(6),
    result.path.join(' > '),
  ];
}
