import { endsOf, type ScenarioFile, stepsOf } from 'local-cloud/scenarios';
import { table } from './table.ts';

type Scenario = ScenarioFile['scenarios'][string];

/** The scenarios of a workflow as a Markdown table; what they answer only where any has a request. */
export function scenarioTable({ scenarios }: Pick<ScenarioFile, 'scenarios'>): string {
  const hasAnswers = Object.values(scenarios).some((scenario) => answers(scenario) !== '');
  const rows = Object.entries(scenarios).map(([name, scenario]) => [
    scenario.faults.length > 0 ? `${name} (fault)` : name,
    scenario.description,
    ...(hasAnswers ? [answers(scenario)] : []),
    lastState(scenario),
  ]);
  const head = ['Scenario', 'What happens', ...(hasAnswers ? ['Answers'] : []), 'Ends in'];
  return table(head, rows);
}

/** The HTTP status of each request of the scenario. */
function answers(scenario: Scenario): string {
  const statuses = stepsOf(scenario).flatMap((step) =>
    'request' in step && step.expect ? [step.expect.status] : [],
  );
  return statuses.join(', ');
}

/** The last state of every end, each once; states that are entered in any order stay together. */
function lastState(scenario: Scenario): string {
  const states = endsOf(scenario).map(({ path }) => [path.at(-1) ?? '-'].flat().join(', '));
  return [...new Set(states)].join(', ') || 'not started';
}
