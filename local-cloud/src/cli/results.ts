import { formatDuration } from '../core/duration.ts';
import type { ScenarioResult } from '../scenarios/run-scenario.ts';
import { definitions, table } from './table.ts';

/** What to say of each scenario, above the line per workflow. */
export type Detail = 'none' | 'measures' | 'path';

/**
 * A table with a line per workflow at the end of a run, what failed below it, and a line that sums it
 * up. `width` is that of the terminal.
 */
export function describeResults(
  results: readonly ScenarioResult[],
  detail: Detail,
  width?: number,
): string {
  const failed = results.filter(hasFailed);
  const workflows = Map.groupBy(results, ({ workflow }) => workflow);
  return [
    ...(detail === 'none' ? [] : [...workflows].map(scenariosOf(detail, width))),
    summary(workflows, width),
    ...failed.map(problemsOf),
    `\n${results.length - failed.length} passed, ${failed.length} failed`,
  ].join('\n');
}

/** One result, by itself. */
export function describeResult(result: ScenarioResult, width?: number): string {
  const [virtual, real, transitions, cost] = measures([result]);
  const facts = definitions(
    [
      ['End', result.end],
      ['Time', `${virtual} of the cloud's, ${real} of yours`],
      ['Cost', `${transitions} transitions, $${cost}`],
      ['Path', result.path.join(' > ')],
    ],
    width,
  );
  const { workflow, scenario } = result;
  if (hasFailed(result)) return `${facts}\n${problemsOf(result)}`;
  return `${workflow} ${scenario} went as expected\n${facts}`;
}

function summary(
  workflows: ReadonlyMap<string, readonly ScenarioResult[]>,
  width: number | undefined,
): string {
  const rows = [...workflows].map(([workflow, own]) => {
    const failed = own.filter(hasFailed).length;
    const passed = `${own.length - failed} of ${own.length}`;
    return [failed === 0 ? 'ok' : 'FAILED', workflow, passed, ...measures(own)];
  });
  const headings = ['', 'Workflow', 'Passed', 'Virtual', 'Real', 'Transitions', 'Cost (USD)'];
  return table(headings, rows, width);
}

function scenariosOf(detail: Exclude<Detail, 'none'>, width: number | undefined) {
  const last = detail === 'path' ? ['Path'] : ['Virtual', 'Transitions', 'Cost (USD)'];
  return ([workflow, results]: readonly [string, readonly ScenarioResult[]]): string => {
    const rows = results.map((result) => {
      const [virtual, , transitions, cost] = measures([result]);
      return [
        hasFailed(result) ? 'FAILED' : 'ok',
        result.scenario,
        result.end,
        ...(detail === 'path' ? [result.path.join(' > ')] : [virtual, transitions, cost]),
      ];
    });
    return `${workflow}\n${table(['', 'Scenario', 'End', ...last], rows, width)}\n`;
  };
}

function measures(results: readonly ScenarioResult[]): [string, string, string, string] {
  const sum = (of: (result: ScenarioResult) => number) =>
    results.reduce((total, result) => total + of(result), 0);
  return [
    formatDuration(sum(({ virtualMs }) => virtualMs)),
    formatDuration(sum(({ realMs }) => realMs)),
    String(sum(({ transitions }) => transitions)),
    sum(({ cost }) => cost).toFixed(6),
  ];
}

const hasFailed = ({ problems }: ScenarioResult) => problems.length > 0;

function problemsOf({ workflow, scenario, problems }: ScenarioResult): string {
  return `\n${workflow} ${scenario} failed:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`;
}
