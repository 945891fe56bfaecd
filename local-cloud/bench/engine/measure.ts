import { median } from '../median.ts';
import { WORKLOADS } from './workloads.ts';

/** One engine, ready to run one workload. */
export interface Runner {
  compile(): unknown;
  run(): Promise<void>;
}

/** What a process of its own measured. Times in milliseconds. */
export interface Measurement {
  readonly importMs: number;
  readonly compileMs: number;
  /** The median of five runs, after some to warm up. */
  readonly runMs: number;
  readonly peakMegabytes: number;
}

/** Both engines run as long as this before anything is measured, so that V8 has compiled them. */
const WARM_UP_MS = 1500;
const RUNS = 5;

if (import.meta.main) process.stdout.write(JSON.stringify(await measure()));

/** Imports one engine (`ours`, `peer`) and runs one workload: both named on the command line. */
async function measure(): Promise<Measurement> {
  const [engine = '', name = ''] = process.argv.slice(2);
  const before = performance.now();
  const runnerOf =
    engine === 'peer' ? (await import('./peer.ts')).peer : (await import('./ours.ts')).ours;
  const importMs = performance.now() - before;
  const runner = runnerOf(WORKLOADS[name]!);
  const compileMs = await medianOf(RUNS * 3, () => runner.compile());
  for (const start = performance.now(); performance.now() - start < WARM_UP_MS; )
    await runner.run();
  const runMs = await medianOf(RUNS, () => runner.run());
  return { importMs, compileMs, runMs, peakMegabytes: process.resourceUsage().maxRSS / 1024 };
}

async function medianOf(runs: number, work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return median(times);
}
