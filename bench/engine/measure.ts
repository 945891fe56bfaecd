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
  readonly runMs: readonly number[];
  readonly peakMegabytes: number;
}

const RUNS = 5;

/** Imports one engine, runs one workload once to warm up, then five times, and prints. */
if (import.meta.main) {
  const [engine = '', name = ''] = process.argv.slice(2);
  const before = performance.now();
  const runnerOf = engine === 'peer' ? (await import('./peer.ts')).peer : (await import('./ours.ts')).ours;
  const importMs = performance.now() - before;
  const runner = runnerOf(WORKLOADS[name]!);
  const compileMs = median(timesOf(() => runner.compile()));
  await runner.run();
  const runMs: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    await runner.run();
    runMs.push(performance.now() - start);
  }
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ importMs, compileMs, runMs, peakMegabytes }));
}

function timesOf(work: () => unknown): number[] {
  return Array.from({ length: RUNS * 4 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
