import { join } from 'node:path';
import { startCloud, UserError } from 'local-cloud';
import { Retraining } from './retraining.ts';
import { readYears, type Years } from './years.ts';

/**
 * Runs ml-retraining day by day over two years of real data, and tells how good its predictions are:
 * `npm run ridership -- FOLDER [YEAR [YEAR]]`. The folder has a file per year, `2013.csv`, in the columns
 * of docs/workflows/ml-retraining.md, from two years before the first one on.
 *
 * A day is predicted by what was there the day before; of its own weather nothing is known.
 */
const { first, last, rows: rowsOf } = read();

const countOf = (row: string) => Number(row.split(',')[1]);

/** Root mean squared. */
const rms = (errors: readonly number[]) =>
  Math.round(Math.hypot(...errors) / Math.sqrt(errors.length));

const root = join(import.meta.dirname, '..');
const cloud = await startCloud({ project: root, workflow: 'ml-retraining', seed: 'ridership' });
const retraining = new Retraining(cloud);
const counts = new Map<string, number>();
const remember = (row: string) => counts.set(row.slice(0, 10), countOf(row));

for (const year of [first - 2, first - 1]) {
  const rows = rowsOf.get(year)!;
  for (const row of rows) remember(row);
  await retraining.put(String(year), rows);
}
let ended = await retraining.run();
let kept = 0;
for (let year = first; year <= last; year += 1) {
  const errors: number[] = [];
  const naive: number[] = [];
  for (const row of rowsOf.get(year)!) {
    const day = row.slice(0, 10);
    const predicted = await predictionOf(day);
    errors.push(countOf(row) - predicted);
    naive.push(countOf(row) - (counts.get(daysBefore(day, 7)) ?? Number.NaN));
    remember(row);
    await retraining.put(day, [row]);
    ended = await retraining.run();
    if (ended.status !== 'SUCCEEDED') throw new Error(`${day}: ${ended.cause}`);
    if (ended.output.outcome === 'KEPT') kept += 1;
    if (day.endsWith('-01')) process.stderr.write(`${day} ${ended.output.figures}\n`);
  }
  process.stdout.write(
    `${year}: ${rms(errors)} rides; as a week before: ${rms(naive)}; model kept on ${kept} days so far\n`,
  );
}
await cloud.close();

function read(): Years {
  try {
    return readYears(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`${error.shown}\n`);
    process.exit(error.exitCode);
  }
}

/** By the newest file that has the day: a day whose row was rejected has none that begins after it. */
async function predictionOf(day: string): Promise<number> {
  for (let back = 0; back < 28; back += 1) {
    const from = daysBefore(day, back);
    const found = await retraining.predictions(from).catch(() => undefined);
    const prediction = found?.get(day);
    if (prediction !== undefined) return prediction;
  }
  throw new Error(`There is no prediction for ${day}`);
}

function daysBefore(day: string, count: number): string {
  return new Date(Date.parse(day) - count * 86_400_000).toISOString().slice(0, 10);
}
