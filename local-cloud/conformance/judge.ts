import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { isApiSequence, judgeApiSequence } from './api.ts';
import { isDefinition, judgeDefinition } from './definitions.ts';
import { isExecution, judgeExecution } from './execution.ts';
import type { Fixture } from './fixtures.ts';
import { runJsonataSuite } from './jsonata.ts';
import type { Verdict } from './report.ts';
import { isTestState, judgeTestState } from './test-state.ts';
import { runValidationSuite, type SuiteResult } from './validation.ts';

export { judgeRecordings } from './services/run.ts';

export async function judgeAll(fixtures: readonly Fixture[]): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const fixture of fixtures) verdicts.push(await judge(fixture));
  return verdicts;
}

/** A fixture that cannot even be judged is a miss: the others still count. */
async function judge(fixture: Fixture): Promise<Verdict> {
  try {
    if (isApiSequence(fixture)) return await judgeApiSequence(fixture);
    if (isExecution(fixture)) return await judgeExecution(fixture);
    if (isTestState(fixture)) return await judgeTestState(fixture);
    if (isDefinition(fixture)) return await judgeDefinition(fixture);
    return { fixture, outcome: false, reasons: [`The kind ${fixture.kind} is not known`] };
  } catch (error) {
    return { fixture, outcome: false, reasons: [(error as Error).stack ?? String(error)] };
  }
}

/** What is not one of the recordings: definitions linted or collected by others, JSONata's own tests. */
export async function suitesOf(folder: string): Promise<SuiteResult[]> {
  const definitions = (await runValidationSuite(folder)).filter(({ total }) => total > 0);
  if (!existsSync(resolve(folder, 'jsonata'))) return definitions;
  const jsonata = runJsonataSuite(folder);
  return [...definitions, { suite: 'jsonata', ...jsonata, cannotPass: [] }];
}
