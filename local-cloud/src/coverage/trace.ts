import type { ReportedEvent } from '../client/executions.ts';
import type { State } from '../stepfunctions/language/definition.ts';
import { type Visit, Visits } from './visits.ts';

/** What went wrong; an error without a name has none, and `unknown` is one that no event tells. */
export type Trouble = { readonly error: string | undefined } | 'unknown';

/** What an execution came through, as its history tells. */
export type Step =
  | { readonly kind: 'entered'; readonly state: string }
  | { readonly kind: 'retried'; readonly state: string; readonly trouble: Trouble }
  | Left;

export interface Left {
  readonly kind: 'left';
  readonly state: string;
  /** The state entered next. */
  readonly next: string | undefined;
  /** What it left because of; undefined where no event tells of a failure. */
  readonly trouble: Trouble | undefined;
  readonly entered: ReportedEvent;
  readonly exited: ReportedEvent;
}

/** Reads the history of one execution, all of it and in order. */
export function trace(
  states: ReadonlyMap<string, State>,
  events: readonly ReportedEvent[],
): readonly Step[] {
  const reader = new Reader(states);
  for (const event of events) reader.read(event);
  return reader.end();
}

class Reader {
  readonly #states: ReadonlyMap<string, State>;
  readonly #steps: Step[] = [];
  readonly #visits = new Visits();
  /** By the id of the event that tells of it. */
  readonly #troubles = new Map<number, Trouble>();
  /** States left and not yet followed by another, by the id of the Exited event. */
  readonly #left = new Map<number, Left>();
  #redriven = 0;

  constructor(states: ReadonlyMap<string, State>) {
    this.#states = states;
  }

  read(event: ReportedEvent): void {
    const visit = this.#visits.place(event);
    if (event.type === 'ExecutionRedriven') this.#redriven = event.id;
    if (visit === undefined) return;
    if (event.type.endsWith('StateEntered')) this.#enters(event);
    if (event.type.endsWith('StateExited')) this.#leaves(event, visit);
    if (this.#isRetry(event, visit)) {
      const trouble = this.#troubles.get(event.previous) ?? 'unknown';
      this.#steps.push({ kind: 'retried', state: visit.state, trouble });
    }
    const trouble = this.#troubleOf(event);
    if (trouble !== undefined) this.#troubles.set(event.id, trouble);
  }

  end(): readonly Step[] {
    return [...this.#steps, ...this.#left.values()];
  }

  #enters(event: ReportedEvent): void {
    const state = event.state!;
    this.#steps.push({ kind: 'entered', state });
    const left = this.#left.get(event.previous);
    if (left === undefined) return;
    this.#left.delete(event.previous);
    this.#steps.push({ ...left, next: state });
  }

  #leaves(exited: ReportedEvent, { state, entered }: Visit): void {
    const trouble = this.#troubles.get(exited.previous);
    this.#left.set(exited.id, { kind: 'left', state, next: undefined, trouble, entered, exited });
  }

  /** An attempt that is not the first of its visit, nor that of a redrive. */
  #isRetry(event: ReportedEvent, visit: Visit): boolean {
    if (event.previous < this.#redriven) return false;
    if (event.type === 'EvaluationFailed') return this.#isRetriedEvaluation(event);
    return ATTEMPT.test(event.type) && event.previous !== visit.entered.id;
  }

  /** After a failure it is the next attempt's, unless it is that of a Catch. */
  #isRetriedEvaluation({ previous, details }: ReportedEvent): boolean {
    const isCatch = /^Catch\[/.test(String(details.location));
    return this.#troubles.has(previous) && !isCatch;
  }

  #troubleOf(event: ReportedEvent): Trouble | undefined {
    const { type, details, previous } = event;
    if (PASSED_ON.test(type)) return this.#troubles.get(previous) ?? 'unknown';
    if (type === 'FailStateEntered') return literalError(this.#states.get(event.state!));
    if (!FAILURE.test(type)) return undefined;
    return { error: typeof details.error === 'string' ? details.error : undefined };
  }
}

/** The first event of an attempt; docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html */
const ATTEMPT = /^((Task|LambdaFunction|Activity)Scheduled|(Parallel|Map)StateStarted)$/;
const FAILURE = /(Failed|TimedOut)$/;
/** They tell that a state failed, not why. */
const PASSED_ON = /^((Parallel|Map)State|MapIteration)Failed$/;

/** The history of a Fail state does not tell its error; the definition may. */
function literalError(state: State | undefined): Trouble {
  if (state?.Type !== 'Fail' || state.ErrorPath !== undefined) return 'unknown';
  return state.Error?.startsWith('{%') ? 'unknown' : { error: state.Error };
}
