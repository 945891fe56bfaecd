import { endsOf, listPrice, prices, type ScenarioFile } from 'local-cloud/scenarios';
import { table } from './table.ts';

type MachineType = 'STANDARD' | 'EXPRESS';

/**
 * What a run costs: of the workflow's first scenario, which is its usual way, and of the longest. Every
 * state entered is a transition, as the scenario's path lists them; scenario tests hold the path to
 * what ran. Scenarios with faults are left out, since their paths do not show retries.
 */
export function facts({ scenarios }: Pick<ScenarioFile, 'scenarios'>, type: MachineType): string {
  const runs = Object.entries(scenarios).flatMap(([name, scenario]) =>
    scenario.faults.length > 0
      ? []
      : endsOf(scenario).map(({ path }) => ({ name, transitions: path.flat().length })),
  );
  const longest = runs.reduce((most, run) => (run.transitions > most.transitions ? run : most));
  const shown = [...new Set([runs[0]!, longest])].map(({ name, transitions }) => {
    const price = listPrice({ type, transitions, started: 0, ended: 0 });
    return [name, String(transitions), dollars(price), dollars(price * 1_000_000)];
  });
  const head = ['A run like', 'Transitions', 'Cost per run', 'Cost per million runs'];
  return `${table(head, shown)}\n\n${footnote(type)}`;
}

function footnote(type: MachineType): string {
  const where = `AWS list prices of Step Functions in us-east-1 on ${prices.asOf}, without the free tier and without
what the other services cost.`;
  if (type === 'STANDARD') return `${where} A retry is one transition more; waiting is free.`;
  const step = prices.expressDurationStepMs;
  const gb = prices.expressMemoryStepMb / 1024;
  const longer = (step / 1000) * gb * prices.expressPerGbSecond * 1_000_000;
  return `${where} Express is not billed by transition, but by request, duration and
memory: this is one request with the smallest steps of both, ${step} ms and ${prices.expressMemoryStepMb} MB. Each ${step} ms more adds
${dollars(longer)} to a million runs.`;
}

/** Cents, or below one cent the first three digits that count. */
function dollars(amount: number): string {
  return `$${amount.toFixed(amount < 0.01 ? 2 - Math.floor(Math.log10(amount)) : 2)}`;
}
