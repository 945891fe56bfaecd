import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '../src/core/errors.ts';
import { isApiSequence, judgeApiSequence } from './api.ts';
import { isDefinition, judgeDefinition } from './definitions.ts';
import { isExecution, judgeExecution } from './execution.ts';
import { type Fixture, loadFixtures } from './fixtures.ts';
import { runJsonataSuite } from './jsonata.ts';
import { lines, reportOf, type Verdict } from './report.ts';
import { isTestState, judgeTestState } from './test-state.ts';
import { runValidationSuite, type SuiteResult } from './validation.ts';

const USAGE =
  'npm run conformance -- [--dir FOLDER] [--area AREA] [--id PART-OF-AN-ID] [--json FILE] [--details]';

interface Options {
  readonly dir?: string;
  readonly area?: string;
  readonly id?: string;
  readonly json?: string;
  readonly details: boolean;
}

main().catch((error: unknown) => {
  if (!(error instanceof UserError)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
});

async function main(): Promise<void> {
  const options = readOptions();
  const dir = resolve(options.dir ?? resolve(import.meta.dirname, '../../../shared/conformance'));
  if (!existsSync(dir)) {
    if (options.dir !== undefined) throw wrongUse(`There is no folder ${dir}`);
    console.log(`No recordings at ${dir}: nothing to compare with. Name their folder with --dir.`);
    return;
  }
  const selected = options.id !== undefined || options.area !== undefined;
  const report = reportOf(await judgeAll(select(load(dir), options)));
  const suites = selected ? [] : await suitesOf(dir);
  if (options.json !== undefined) write(options.json, { ...report, suites });
  console.log(lines(report, options.details || selected).join('\n'));
  if (suites.length > 0) console.log(suiteLines(suites).join('\n'));
  if (!selected && options.dir === undefined) enforceFloor(report.summary);
}

function readOptions(): Options {
  const text = { type: 'string' } as const;
  const details = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({ options: { dir: text, area: text, id: text, json: text, details } }).values;
  } catch (error) {
    throw wrongUse((error as Error).message);
  }
}

function load(dir: string): Fixture[] {
  try {
    return loadFixtures(dir);
  } catch (error) {
    throw wrongUse(`The recordings in ${dir} cannot be read: ${(error as Error).message}`);
  }
}

/** The recordings that are asked for, at least one. */
function select(fixtures: readonly Fixture[], { area, id }: Options): Fixture[] {
  const inArea = fixtures.filter((fixture) => area === undefined || fixture.area === area);
  if (inArea.length === 0) {
    const areas = [...new Set(fixtures.map((fixture) => fixture.area))].sort().join(', ');
    throw wrongUse(
      area === undefined ? 'The folder holds no recordings' : `No recording is of the area ${area}`,
      areas === '' ? USAGE : `Areas: ${areas}`,
    );
  }
  const found = inArea.filter((fixture) => id === undefined || fixture.id.includes(id));
  if (found.length > 0) return found;
  throw wrongUse(`No recording${area === undefined ? '' : ` of ${area}`} has "${id}" in its id`);
}

async function judgeAll(fixtures: readonly Fixture[]): Promise<Verdict[]> {
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

function write(file: string, report: object): void {
  try {
    writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  } catch (error) {
    throw wrongUse(`The report cannot be written: ${(error as Error).message}`);
  }
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

function wrongUse(what: string, fix = USAGE): UserError {
  return new UserError(what, { fix, exitCode: 2 });
}
