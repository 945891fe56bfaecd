import { errorAndCause } from '../../execution/failure.ts';
import {
  type EventDetails,
  type EventType,
  type HistoryEvent,
  RecordedEvent,
  setDetails,
} from '../../execution/history.ts';
import { OfSpec } from '../../execution/of-spec.ts';
import type { Payload } from '../../execution/payload.ts';
import { NOT_TRUNCATED } from '../../execution/recorder.ts';
import { type Run, startedDetails } from '../../execution/run.ts';
import type { SavedExecution } from '../../execution/saved.ts';
import type { Execution, MapRun, StartSpec } from '../../execution/types.ts';

/** What it takes in memory besides its texts. */
const BYTES = 700;
const NONE: readonly MapRun[] = [];

/**
 * An Express child of a Map Run that has ended: what AWS tells of it, and its result. AWS keeps no
 * history of it, and another one takes its place where it is redriven.
 */
export class EndedChild extends OfSpec implements Execution {
  readonly spec: StartSpec;
  readonly status: Run['status'];
  readonly startDate: number;
  readonly stopDate: number;
  readonly result: Payload | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly #lastId: number;
  readonly #previousId: number;

  constructor(run: Run) {
    super();
    const { id, previousEventId } = run.history.at(-1)!;
    this.spec = run.spec;
    this.status = run.status;
    this.startDate = run.startDate;
    this.stopDate = run.stopDate!;
    this.result = run.result;
    this.error = run.error;
    this.cause = run.cause;
    this.#lastId = id!;
    this.#previousId = previousEventId!;
  }

  get ended(): true {
    return true;
  }
  get redriveCount(): number {
    return 0;
  }
  get mapRuns(): readonly MapRun[] {
    return NONE;
  }
  get bytes(): number {
    return BYTES + this.input.length + (this.output?.length ?? 0);
  }

  /** Its first event and its last. */
  get history(): readonly HistoryEvent[] {
    const started = new RecordedEvent(this.startDate, 'ExecutionStarted', 1, 0);
    setDetails(started, 'ExecutionStarted', startedDetails(this.spec));
    const [type, details] = this.#end();
    const ended = new RecordedEvent(this.stopDate, type, this.#lastId, this.#previousId);
    setDetails(ended, type, details);
    return [started, ended];
  }

  onEnd(callback: (execution: Execution) => void): void {
    callback(this);
  }

  save(): SavedExecution {
    return { history: this.history, root: undefined, mapRuns: [] };
  }

  #end(): [EventType, EventDetails<EventType>] {
    const { output } = this;
    switch (this.status) {
      case 'SUCCEEDED':
        return ['ExecutionSucceeded', { output: output!, outputDetails: NOT_TRUNCATED }];
      case 'FAILED':
        return ['ExecutionFailed', errorAndCause(this)];
      case 'ABORTED':
        return ['ExecutionAborted', errorAndCause(this)];
      default:
        return ['ExecutionTimedOut', errorAndCause(this)];
    }
  }
}

/** A child execution of a Map Run. */
export type Child = Run | EndedChild;
