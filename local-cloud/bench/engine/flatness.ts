import { CloudClock } from '../../src/core/cloud-clock.ts';
import { SeededRandom } from '../../src/core/random.ts';
import { createEngine } from '../../src/stepfunctions/engine.ts';
import type { Engine, Execution, StartSpec } from '../../src/stepfunctions/execution/types.ts';
import { parseDefinition } from '../../src/stepfunctions/language/parse.ts';
import { median } from '../median.ts';
import { WORKLOADS } from './workloads.ts';

/**
 * Microseconds per transition; flat means that they do not grow from left to right. Every
 * measurement makes and keeps as many events as the next one, whether in few executions or many, at
 * once or one after another: what a history costs to keep is the same for all.
 */
export interface Flatness {
  /** By the number of events in the history of one execution. */
  readonly byEvents: Readonly<Record<string, number>>;
  /** By the number of executions at once. */
  readonly byExecutions: Readonly<Record<string, number>>;
}

const EVENTS = [10, 100, 1000, 10_000, 24_980];
const EXECUTIONS = [1, 10, 100, 1000, 10_000];
const RUNS = 5;
/** Transitions per measurement: 10,000 executions of the chain of ten. */
const TRANSITIONS = 100_000;

/** A loop of Pass and Choice that ends when its counter does. */
const LOOP = {
  StartAt: 'Count',
  States: {
    Count: { Type: 'Pass', Parameters: { 'left.$': 'States.MathAdd($.left, -1)' }, Next: 'Done' },
    Done: {
      Type: 'Choice',
      Choices: [{ Variable: '$.left', NumericLessThanEquals: 0, Next: 'End' }],
      Default: 'Count',
    },
    End: { Type: 'Succeed' },
  },
};

export async function measureFlatness(): Promise<Flatness> {
  const engine = createEngine({
    clock: new CloudClock(),
    random: new SeededRandom('bench'),
    journal: { event() {}, status() {} },
    tasks: { start: () => ({ cancel() {} }), call: () => Promise.resolve({}) },
  });
  const { definition, input, transitions } = WORKLOADS.chain!;
  const chain = specOf(engine, definition, input);
  for (let run = 0; run < 50; run++) await runAll(engine, chain, 100, []);
  const byEvents: Record<string, number> = {};
  for (const events of EVENTS) {
    const rounds = Math.max(1, Math.floor((events - 4) / 4));
    const transitions = rounds * 2 + 1;
    const repeat = Math.max(1, Math.round(TRANSITIONS / transitions));
    const spec = specOf(engine, LOOP, { left: rounds });
    byEvents[events] = await perTransition(transitions * repeat, async (kept) => {
      for (let run = 0; run < repeat; run++) await runAll(engine, spec, 1, kept);
    });
  }
  const byExecutions: Record<string, number> = {};
  for (const executions of EXECUTIONS) {
    const repeat = Math.max(1, Math.round(TRANSITIONS / (transitions * executions)));
    const count = transitions * executions * repeat;
    byExecutions[executions] = await perTransition(count, async (kept) => {
      for (let run = 0; run < repeat; run++) await runAll(engine, chain, executions, kept);
    });
  }
  return { byEvents, byExecutions };
}

function specOf(engine: Engine, definition: object, input: object): StartSpec {
  const prefix = 'arn:aws:states:us-east-1:123456789012';
  return {
    arn: `${prefix}:execution:bench:run`,
    name: 'run',
    stateMachineArn: `${prefix}:stateMachine:bench`,
    stateMachineName: 'bench',
    machine: engine.compile(parseDefinition(JSON.stringify(definition))),
    type: 'STANDARD',
    input: JSON.stringify(input),
    roleArn: 'arn:aws:iam::123456789012:role/bench',
  };
}

async function runAll(
  engine: Engine,
  spec: StartSpec,
  count: number,
  kept: Execution[],
): Promise<void> {
  const executions = Array.from({ length: count }, () => engine.start(spec));
  for (const execution of executions) {
    await new Promise<void>((resolve) => execution.onEnd(() => resolve()));
    kept.push(execution);
  }
}

/** Microseconds per transition, the median of five after one to warm up. */
async function perTransition(
  transitions: number,
  work: (kept: Execution[]) => Promise<void>,
): Promise<number> {
  await work([]);
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    await work([]);
    times.push(performance.now() - start);
  }
  return Math.round((median(times) / transitions) * 100_000) / 100;
}

if (import.meta.main) process.stdout.write(JSON.stringify(await measureFlatness()));
