import { existsSync } from 'node:fs';
import { join } from 'node:path';

export interface FunctionFigures {
  /** From the call to the answer, in a new environment, in milliseconds: the median. */
  readonly firstMs: number;
  /** Invocations a second, one after the other, in an environment that is warm. */
  readonly warmPerSecond: number;
  /** The same, some at a time, in as many environments. */
  readonly warmAtOncePerSecond: number;
}

/** Uses the SDK as most functions do. */
const SOURCE = `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
const client = new DynamoDBClient();
export const handler = async ({ n }) => n + (client ? 1 : 0);`;
/** Nothing is logged. */
const QUIET = {
  format: 'JSON',
  group: '/aws/lambda/bench',
  applicationLevel: 'ERROR',
  systemLevel: 'WARN',
} as const;
const FIRST = 20;
const WARM = 20_000;
const AT_ONCE = 4;

/**
 * Invokes functions from inside. `LOCAL_CLOUD_OTHER` names the folder of another build of the local
 * cloud, which is measured beside this one.
 */
export async function measureFunctions(progress: (line: string) => void) {
  const builds = { here: join(import.meta.dirname, '..'), other: process.env.LOCAL_CLOUD_OTHER };
  const figures: Record<string, FunctionFigures> = {};
  for (const [name, folder] of Object.entries(builds)) {
    if (folder === undefined || !existsSync(folder)) continue;
    figures[name] = await measure(folder);
    const { firstMs, warmPerSecond, warmAtOncePerSecond } = figures[name];
    progress(
      `${name}: first invocation ${firstMs.toFixed(0)} ms, then ${Math.round(warmPerSecond)} a second, ` +
        `and ${Math.round(warmAtOncePerSecond)} a second ${AT_ONCE} at a time`,
    );
  }
  return figures;
}

async function measure(folder: string): Promise<FunctionFigures> {
  const { TestCloud, testFunction } = (await import(
    join(folder, 'src/function-host/testing.ts')
  )) as typeof import('../src/function-host/testing.ts');
  const functionOf = (name: string) =>
    testFunction(
      { 'index.mjs': `${SOURCE} // ${name}` },
      { name, timeoutSeconds: 900, memoryMb: 256, logging: QUIET },
    );
  const cloud = new TestCloud({ host: { spares: true, idleMs: 60_000 } });
  await cloud.invoke(functionOf('warm-up'), { n: 0 });
  const times: number[] = [];
  for (let n = 0; n < FIRST; n++) {
    // The spare is ready by then, as it is when a workflow comes to its next function.
    await new Promise((resolve) => setTimeout(resolve, 250));
    times.push(await timeOf(() => cloud.invoke(functionOf(`first-${n}`), { n })));
  }
  const warm = functionOf('warm');
  const invoke = async (times: number) => {
    for (let n = 0; n < times; n++) await cloud.invoke(warm, { n });
  };
  const invokeAtOnce = (times: number) =>
    Promise.all(Array.from({ length: AT_ONCE }, () => invoke(times / AT_ONCE)));
  await invoke(WARM / 10);
  const ms = await timeOf(() => invoke(WARM));
  await invokeAtOnce(WARM / 10);
  const msAtOnce = await timeOf(() => invokeAtOnce(WARM));
  await cloud.close();
  times.sort((a, b) => a - b);
  return {
    firstMs: times[FIRST / 2]!,
    warmPerSecond: (WARM * 1000) / ms,
    warmAtOncePerSecond: (WARM * 1000) / msAtOnce,
  };
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
