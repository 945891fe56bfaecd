import { CloudClock } from '../src/core/cloud-clock.ts';
import { SeededRandom } from '../src/core/random.ts';
import { createEngine } from '../src/stepfunctions/engine.ts';
import type { HistoryEvent } from '../src/stepfunctions/execution/history.ts';
import type { Execution, StartSpec } from '../src/stepfunctions/execution/types.ts';
import { parseDefinition } from '../src/stepfunctions/language/parse.ts';
import type { Journal } from '../src/stepfunctions/ports.ts';
import { differences } from './compare.ts';
import type { ExecutionFixture, ExpectedExecution, Fixture } from './fixtures.ts';
import { historyDifferences } from './history.ts';
import { hasLogs, logDifferences } from './logs.ts';
import { Replay } from './replay.ts';
import type { Verdict } from './report.ts';

/** The recordings hold the details of AWS's own HTTP calls; no mock has them. */
const METADATA: ReadonlySet<string> = new Set(['SdkHttpMetadata', 'SdkResponseMetadata']);

/** Runs a recorded execution again, on a clock that waits for nothing, and compares. */
export async function judgeExecution(fixture: ExecutionFixture): Promise<Verdict> {
  try {
    return verdict(fixture, await execute(fixture));
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { fixture, outcome: false, cause: false, history: false, reasons: [reason] };
  }
}

export function isExecution(fixture: Fixture): fixture is ExecutionFixture {
  return fixture.kind === 'execution';
}

interface Executed {
  readonly execution: Execution;
  /** What its journal was told: of an Express execution no history is kept. */
  readonly events: readonly HistoryEvent[];
  readonly replay: Replay;
}

async function execute(fixture: ExecutionFixture): Promise<Executed> {
  const start = Date.parse(fixture.clock ?? '2026-01-01T00:00:00Z');
  const clock = new CloudClock({ frozen: true, start, autoSkip: true });
  const random = new SeededRandom(fixture.id);
  const replay = new Replay(fixture, { clock, random });
  const spec = startSpec(fixture);
  const events: HistoryEvent[] = [];
  const journal: Journal = {
    event: ({ arn }, event) => void (arn === spec.arn && events.push(event)),
    status: () => {},
  };
  const engine = createEngine({ clock, random, tasks: replay, journal });
  replay.connect(engine);
  const { type, definition } = fixture.stateMachine;
  const machine = engine.compile(parseDefinition(JSON.stringify(definition), { type }));
  const execution = engine.start({ ...spec, machine });
  if (fixture.stopExecution) clock.after(1000, () => engine.stop(execution, reasonOf(fixture)));
  await ended(execution, clock);
  clock.stop();
  return { execution, events, replay };
}

function startSpec(fixture: ExecutionFixture): Omit<StartSpec, 'machine'> {
  const { name, type, roleArn } = fixture.stateMachine;
  const prefix = 'arn:aws:states:us-east-1:111111111111';
  const execution = type === 'EXPRESS' ? `express:${name}:run:id` : `execution:${name}:run`;
  return {
    arn: `${prefix}:${execution}`,
    name: 'run',
    stateMachineArn: `${prefix}:stateMachine:${name}`,
    stateMachineName: name,
    type,
    roleArn,
    input: fixture.input ?? '{}',
    sync: fixture.api === 'StartSyncExecution',
  };
}

function reasonOf({ stopExecution }: ExecutionFixture): { error?: string; cause?: string } {
  return {
    ...(stopExecution?.error != null && { error: stopExecution.error }),
    ...(stopExecution?.cause != null && { cause: stopExecution.cause }),
  };
}

/** Waits for the end; an execution that waits for nothing at all will never get there. */
function ended(execution: Execution, clock: CloudClock): Promise<void> {
  return new Promise((resolve) => {
    execution.onEnd(() => resolve());
    const watch = (): void => {
      if (execution.status !== 'RUNNING') return;
      if (clock.inFlight === 0 && clock.nextDue === undefined) resolve();
      else setImmediate(watch);
    };
    setImmediate(watch);
  });
}

function verdict(fixture: ExecutionFixture, { execution, events, replay }: Executed): Verdict {
  const { expected } = fixture;
  const options = { wildcards: new Set(fixture.wildcards), ignore: METADATA };
  const outcome = [
    ...differences(expected.status, execution.status, options),
    ...(hasOutput(expected) ? differences(expected.output, execution.output, options) : []),
    ...differences(expected.error, execution.error, options),
  ];
  const cause = differences(expected.cause, execution.cause, options);
  const history = [
    ...(expected.history ? historyDifferences(expected, events, options) : []),
    ...(hasLogs(expected) ? logDifferences(expected, execution, events, options) : []),
    ...replay.surprises,
  ];
  const whole = outcome.length + cause.length + history.length === 0;
  return {
    fixture,
    outcome: outcome.length === 0,
    cause: outcome.length + cause.length === 0,
    ...((expected.history || hasLogs(expected)) && { history: whole }),
    reasons: [...outcome, ...cause, ...history],
  };
}

/** Some recordings hold the status alone. */
function hasOutput({ status, output }: ExpectedExecution): boolean {
  return output !== undefined || status !== 'SUCCEEDED';
}
