import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '../src/core/errors.ts';
import { type Fixture, loadFixtures } from './fixtures.ts';
import { lines, type Report, reportOf } from './report.ts';
import { docsAreTrue, writeDocs } from './services/docs.ts';
import { loadRecordings, type Recording } from './services/recordings.ts';
import { type ServicesReport, serviceLines, servicesReport } from './services/report.ts';
import type { SuiteResult } from './validation.ts';

const USAGE =
  'npm run conformance -- [--services] [--dir FOLDER] [--area AREA] [--id PART-OF-AN-ID] [--json FILE] [--details] [--docs]';

interface Options {
  /** The recordings of services only. */
  readonly services: boolean;
  /** The scores are written to docs/conformance.md. */
  readonly docs: boolean;
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
  const { fixtures, recordings } = select(load(dir, options), options);
  // What judges is the whole cloud: loaded once it is known that there is something to judge.
  const { judgeAll, judgeRecordings, suitesOf } = await import('./judge.ts');
  const engine = fixtures.length > 0 ? reportOf(await judgeAll(fixtures)) : undefined;
  const suites = selected || options.services ? [] : await suitesOf(dir);
  const services =
    recordings.length > 0 ? servicesReport(await judgeRecordings(recordings)) : undefined;
  if (options.json !== undefined)
    write(options.json, { ...engine, suites, ...(services && { services }) });
  const details = options.details || selected;
  if (engine !== undefined) console.log(lines(engine, details).join('\n'));
  if (suites.length > 0) console.log(suiteLines(suites).join('\n'));
  if (services !== undefined) console.log(serviceLines(services, details).join('\n'));
  if (selected || options.dir !== undefined) return;
  enforceFloor(engine, services);
  if (services !== undefined) keepDocs(services, options.docs);
}

function readOptions(): Options {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({
      options: {
        services: flag,
        docs: flag,
        dir: text,
        area: text,
        id: text,
        json: text,
        details: flag,
      },
    }).values;
  } catch (error) {
    throw wrongUse((error as Error).message);
  }
}

/** Recordings of the engine and of services. */
interface Recordings {
  readonly fixtures: readonly Fixture[];
  readonly recordings: readonly Recording[];
}

function load(dir: string, { services }: Options): Recordings {
  try {
    return { fixtures: services ? [] : loadFixtures(dir), recordings: loadRecordings(dir) };
  } catch (error) {
    throw wrongUse(`The recordings in ${dir} cannot be read: ${(error as Error).message}`);
  }
}

/** The recordings that are asked for, at least one. */
function select(all: Recordings, { area, id }: Options): Recordings {
  const areas = [
    ...all.fixtures.map((fixture) => fixture.area),
    ...all.recordings.map(({ service }) => service),
  ];
  if (areas.length === 0) throw wrongUse('The folder holds no recordings');
  if (area !== undefined && !areas.includes(area)) {
    const known = [...new Set(areas)].sort().join(', ');
    throw wrongUse(`No recording is of the area ${area}`, `Areas: ${known}`);
  }
  const wanted = (itsArea: string, itsId: string): boolean =>
    (area === undefined || itsArea === area) && (id === undefined || itsId.includes(id));
  const fixtures = all.fixtures.filter((fixture) => wanted(fixture.area, fixture.id));
  const recordings = all.recordings.filter(({ service, test }) => wanted(service, test));
  if (fixtures.length + recordings.length > 0) return { fixtures, recordings };
  throw wrongUse(`No recording${area === undefined ? '' : ` of ${area}`} has "${id}" in its id`);
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

/** CI fails when docs/conformance.md tells other scores. */
function keepDocs(services: ServicesReport, write: boolean): void {
  if (write) writeDocs(services);
  if (docsAreTrue(services)) return;
  console.error(
    'docs/conformance.md tells other scores: npm run conformance -- --docs writes them.',
  );
  process.exitCode = 1;
}

/** CI fails when a change makes us worse than what floor.json says we were. */
function enforceFloor(engine: Report | undefined, services: ServicesReport | undefined): void {
  const floor = JSON.parse(
    readFileSync(resolve(import.meta.dirname, 'floor.json'), 'utf8'),
  ) as Floor;
  const rates = services?.scores.map(({ service, rate }) => [service, rate]) ?? [];
  if (engine !== undefined) hold({ ...engine.summary }, floor.engine);
  if (services !== undefined) hold(Object.fromEntries(rates), floor.services);
}

/** Rates in percent. */
interface Floor {
  readonly engine: Readonly<Record<string, number>>;
  readonly services: Readonly<Record<string, number>>;
}

function hold(rates: Readonly<Record<string, number>>, floors: Floor['engine']): void {
  for (const [name, floor] of Object.entries(floors)) {
    if ((rates[name] ?? 0) >= floor) continue;
    console.error(`${name} is ${rates[name]} %, below the floor of ${floor} %.`);
    process.exitCode = 1;
  }
}

function wrongUse(what: string, fix = USAGE): UserError {
  return new UserError(what, { fix, exitCode: 2 });
}
