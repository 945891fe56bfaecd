import { type BegunAndEnded, endsOf, lastOf } from '../../execution/ends.ts';
import type { HistoryEvent } from '../../execution/history.ts';
import { OfSpec } from '../../execution/of-spec.ts';
import { leastBytes, type Payload } from '../../execution/payload.ts';
import type { Run } from '../../execution/run.ts';
import type { SavedExecution } from '../../execution/saved.ts';
import { charactersOf, toldAlone } from '../../execution/told-output.ts';
import type { Execution, MapRun, StartSpec } from '../../execution/types.ts';

/** What it takes in memory besides its texts. */
const BYTES = 400;
const NONE: readonly MapRun[] = [];

/**
 * An Express child of a Map Run that has ended: what AWS tells of it, and its result. AWS keeps no
 * history of it, and another one takes its place where it is redriven.
 */
export class EndedChild extends OfSpec implements Execution, BegunAndEnded {
  readonly spec: StartSpec;
  readonly status: Run['status'];
  readonly startDate: number;
  readonly stopDate: number;
  readonly result: Payload | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly lastId: number;
  readonly previousId: number;
  readonly #inputBytes: number;

  constructor(run: Run) {
    super();
    this.spec = run.spec;
    this.#inputBytes = leastBytes(run.payload);
    this.status = run.status;
    this.startDate = run.startDate;
    this.stopDate = run.stopDate!;
    this.result = run.result && toldAlone(run.result, () => lastOf(run), run.shared.archive);
    this.error = run.error;
    this.cause = run.cause;
    this.lastId = run.lastId;
    this.previousId = run.previousId;
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
    return BYTES + this.#inputBytes + (this.result === undefined ? 0 : charactersOf(this.result));
  }
  get history(): readonly HistoryEvent[] {
    return endsOf(this);
  }

  onEnd(callback: (execution: Execution) => void): void {
    callback(this);
  }

  save(): SavedExecution {
    return { history: this.history, root: undefined, mapRuns: [], mocked: undefined };
  }
}

/** A child execution of a Map Run. */
export type Child = Run | EndedChild;
