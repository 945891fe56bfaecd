import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { clientOptions } from '../src/client/options.ts';
import { LOADS, type Load } from './load/loads.ts';

export interface LoadFigures {
  /** Of the whole load, by whatever it counts. */
  readonly perSecond: number;
  /** Of a call, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** What the cloud holds, in MiB: before, after each quarter, and when what came of it is gone. */
  readonly held: readonly number[];
  /** Its process at the end of the load, in MiB. */
  readonly resident: number;
}

/** Calls at once, as from as many clients. */
const CONNECTIONS = 16;

/** Much of the same through the SDK, to a cloud in a process of its own for each kind. */
export async function measureLoad(progress: (line: string) => void) {
  const figures: Record<string, LoadFigures> = {};
  for (const [what, load] of Object.entries(LOADS)) {
    figures[what] = await measure(load);
    const { perSecond, p50, p99, held, resident } = figures[what];
    const [before, ...after] = held;
    progress(
      `${load.count.toLocaleString('en')} ${what}: ${Math.round(perSecond)} a second, ` +
        `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms; ` +
        `holds ${before} MiB, by quarters ${after.slice(0, 4).join(', ')}, deleted ${after[4]}; resident ${resident}`,
    );
  }
  return figures;
}

async function measure({ count, size, begin }: Load): Promise<LoadFigures> {
  const child = fork(join(import.meta.dirname, 'load/cloud.ts'), {
    execArgv: [...process.execArgv, '--expose-gc', '--max-semi-space-size=4'],
  });
  try {
    const [endpoint] = (await once(child, 'message')) as [string];
    const { call, remove } = await begin(clientOptions(endpoint));
    const memory = [await tell(child, 'memory')];
    const times: number[] = [];
    let ms = 0;
    for (let quarter = 0; quarter < 4; quarter++) {
      ms += await timeOf(() => each(count / size / 4, quarter, call, times));
      memory.push(await tell(child, 'memory'));
    }
    await remove();
    memory.push(await tell(child, 'later'));
    times.sort((a, b) => a - b);
    const at = (share: number) => times[Math.floor(times.length * share)]!;
    const held = memory.map((each) => each.held);
    const { resident } = memory.at(-2)!;
    return { perSecond: (count * 1000) / ms, p50: at(0.5), p99: at(0.99), held, resident };
  } finally {
    child.disconnect();
  }
}

/** So many calls, as many at once as there are connections. */
async function each(
  calls: number,
  quarter: number,
  call: (number: number) => Promise<unknown>,
  times: number[],
): Promise<void> {
  let next = quarter * calls;
  const end = next + calls;
  const connection = async () => {
    while (next < end) {
      const number = next++;
      times.push(await timeOf(() => call(number)));
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function tell(child: ChildProcess, what: 'memory' | 'later') {
  child.send(what);
  const [memory] = (await once(child, 'message')) as [{ held: number; resident: number }];
  const mib = (bytes: number) => Math.round(bytes / 2 ** 20);
  return { held: mib(memory.held), resident: mib(memory.resident) };
}
