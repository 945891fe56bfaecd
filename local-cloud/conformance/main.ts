import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isApiSequence, judgeApiSequence } from './api.ts';
import { isDefinition, judgeDefinition } from './definitions.ts';
import { isExecution, judgeExecution } from './execution.ts';
import { type Fixture, loadFixtures } from './fixtures.ts';
import { runJsonataSuite } from './jsonata.ts';
import { lines, reportOf, type Verdict } from './report.ts';
import { isTestState, judgeTestState } from './test-state.ts';
import { runValidationSuite, type SuiteResult } from './validation.ts';

const { values: options } = parseArgs({
  options: {
    dir: { type: 'string' },
    area: { type: 'string' },
    id: { type: 'string' },
    json: { type: 'string' },
    details: { type: 'boolean', default: false },
  },
});

const dir = resolve(options.dir ?? resolve(import.meta.dirname, '../../../shared/conformance'));

if (existsSync(dir)) await main();
else console.log(`No recordings at ${dir}: nothing to compare with. Name their folder with --dir.`);

async function main(): Promise<void> {
  const fixtures = loadFixtures(dir).filter(wanted);
  const verdicts: Verdict[] = [];
  for (const fixture of fixtures) {
    if (isApiSequence(fixture)) verdicts.push(await judgeApiSequence(fixture));
    if (isExecution(fixture)) verdicts.push(await judgeExecution(fixture));
    if (isTestState(fixture)) verdicts.push(await judgeTestState(fixture));
    if (isDefinition(fixture)) verdicts.push(await judgeDefinition(fixture));
  }
  const report = reportOf(verdicts);
  const selected = options.id !== undefined || options.area !== undefined;
  const suites = selected ? [] : await suitesOf(dir);
  if (options.json !== undefined) {
    writeFileSync(options.json, `${JSON.stringify({ ...report, suites }, null, 2)}\n`);
  }
  console.log(lines(report, options.details || selected).join('\n'));
  if (suites.length > 0) console.log(suiteLines(suites).join('\n'));
  if (!selected && options.dir === undefined) enforceFloor(report.summary);
}

/** What is not one of the recordings: definitions linted or collected by others, JSONata's own tests. */
async function suitesOf(folder: string): Promise<SuiteResult[]> {
  const definitions = (await runValidationSuite(folder)).filter(({ total }) => total > 0);
  if (!existsSync(resolve(folder, 'jsonata'))) return definitions;
  const jsonata = await runJsonataSuite(folder);
  return [...definitions, { suite: 'jsonata', ...jsonata, cannotPass: [] }];
}

function suiteLines(suites: readonly SuiteResult[]): string[] {
  const heading = ['', 'definitions and expressions'];
  return heading.concat(
    suites.flatMap(({ suite, total, passed, misses, cannotPass }) => [
      `  ${suite.padEnd(34)}${`${passed}/${total}`.padStart(10)}${cannotPass.length > 0 ? `   ${cannotPass.length} that docs/conformance.md explains` : ''}`,
      ...misses.map(({ id, reason }) => `    miss ${id}: ${reason}`),
    ]),
  );
}

function wanted(fixture: Fixture): boolean {
  if (options.area !== undefined && fixture.area !== options.area) return false;
  return options.id === undefined || fixture.id.includes(options.id);
}

/** CI fails when a change makes us worse than what floor.json says we were. */
function enforceFloor(summary: Record<string, number>): void {
  const text = readFileSync(resolve(import.meta.dirname, 'floor.json'), 'utf8');
  for (const [rate, floor] of Object.entries(JSON.parse(text) as Record<string, number>)) {
    if ((summary[rate] ?? 0) >= floor) continue;
    console.error(`${rate} is ${summary[rate]} %, below the floor of ${floor} %.`);
    process.exitCode = 1;
  }
}
