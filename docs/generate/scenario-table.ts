import { endsOf, type ScenarioFile, stepsOf } from '../../local-cloud/src/scenarios/schema.ts';

type Scenario = ScenarioFile['scenarios'][string];

/** The scenarios of a workflow as a Markdown table. */
export function scenarioTable({ scenarios }: Pick<ScenarioFile, 'scenarios'>): string {
  const rows = Object.entries(scenarios).map(([name, scenario]) => [
    scenario.faults.length > 0 ? `${name} (fault)` : name,
    scenario.description,
    answers(scenario),
    lastState(scenario),
  ]);
  return table(['Scenario', 'What happens', 'Answers', 'Ends in'], rows);
}

/** A Markdown table with aligned columns, as the formatter has it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => row[at]!.length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** The HTTP status of each request of the scenario. */
function answers(scenario: Scenario): string {
  const statuses = stepsOf(scenario).flatMap((step) =>
    'request' in step && step.expect ? [step.expect.status] : [],
  );
  return statuses.length > 0 ? statuses.join(', ') : '-';
}

/** The last state of every end, each once; states that are entered in any order stay together. */
function lastState(scenario: Scenario): string {
  const states = endsOf(scenario).map(({ path }) => [path.at(-1) ?? '-'].flat().join(', '));
  return [...new Set(states)].join(', ');
}
