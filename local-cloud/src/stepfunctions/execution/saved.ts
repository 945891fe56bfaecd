import * as z from 'zod';
import { given, shape } from '../../core/state.ts';
import { HELD, type Held, heldOf, hold } from './held.ts';
import type { HistoryEvent } from './history.ts';
import { parsePayload } from './payload.ts';
import { rebuild } from './rebuild.ts';
import { continuation, strandAt } from './resume.ts';
import { Run, type Shared } from './run.ts';
import { SAVED_MAP_RUN, type SavedMapRun } from './saved-map-run.ts';
import { toldByHistory } from './told-output.ts';
import type { StartSpec } from './types.ts';

/** An execution as it is saved: its history, and what that does not tell. */
export interface SavedExecution {
  readonly history: readonly HistoryEvent[];
  /** What it waits for. Undefined: it has ended. */
  readonly root: Held | undefined;
  readonly mapRuns: readonly SavedMapRun[];
  /** How often each of its mocked states was answered. Undefined: none is mocked. */
  readonly mocked: ReadonlyMap<string, number> | undefined;
}

export const SAVED_EXECUTION: z.ZodType<SavedExecution> = z.lazy(() =>
  shape<SavedExecution>({
    history: z.array(given<HistoryEvent>()).min(1),
    root: HELD.optional(),
    mapRuns: z.array(SAVED_MAP_RUN),
    mocked: z.map(z.string(), z.number()).optional(),
  }),
);

/** Only of an execution of which nothing is in the middle of a step. */
export function save(run: Run): SavedExecution {
  return {
    history: run.history,
    root: run.ended ? undefined : heldOf(run.root),
    mapRuns: run.mapRuns.map((mapRun) => mapRun.save()),
    mocked: run.mocked?.counts,
  };
}

/** An execution as it was. Nothing is told of it again; it goes on once it is resumed. */
export function load(shared: Shared, spec: StartSpec, saved: SavedExecution): Run {
  const run = new Run(shared, spec);
  for (const event of saved.history) reread(run, event);
  run.status = rebuild(run.machine.definition, saved.history).status;
  run.held = saved.root;
  for (const [state, count] of saved.mocked ?? []) run.mocked?.counts.set(state, count);
  for (const mapRun of saved.mapRuns) {
    run.mapRuns.push(run.machine.maps.get(mapRun.state)!.load(run, mapRun));
  }
  return run;
}

/** Takes up again what it waited for when it was saved; one that had ended stays as it is. */
export function resume(run: Run): void {
  const { held, machine } = run;
  if (held === undefined) return;
  run.held = undefined;
  const { root } = rebuild(machine.definition, run.history);
  hold(root, held);
  run.root = strandAt(run, root, machine.branch);
  run.root.proceed(continuation(root, machine.branch));
}

/** What an event of its own history says of an execution as a whole. */
function reread(run: Run, event: HistoryEvent): void {
  const { timestamp, executionSucceededEventDetails: succeeded } = event;
  run.recorder.load(event);
  if (event.type === 'ExecutionStarted') run.begunAt(timestamp);
  if (event.type === 'ExecutionRedriven') run.redrivenAt(timestamp);
  if (!/^Execution(Succeeded|Failed|Aborted|TimedOut)$/.test(event.type!)) return;
  const { error, cause } =
    event.executionFailedEventDetails ?? event.executionAbortedEventDetails ?? {};
  Object.assign(run, { error, cause, stopDate: timestamp });
  run.recorder.ended();
  if (succeeded !== undefined) {
    const output = parsePayload(succeeded.output ?? 'null');
    run.result = toldByHistory(output, run.recorder.history, run.shared.archive);
  }
}
