import type { ReportedEvent } from '../../src/client/executions.ts';
import type { Run, Stay } from './replay.ts';
import { END, eventAt, indexAt, type Look } from './status.ts';

/** One try of a state's work. */
export interface Attempt {
  readonly began: number;
  /** Milliseconds since the attempt before it had failed. */
  readonly waited: number | undefined;
  readonly ended: number | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  /** What was called, and with what. */
  readonly resource: string | undefined;
  readonly parameters: string | undefined;
  /** What a job was accepted with (`.sync`, `.waitForTaskToken`). */
  readonly submitted: string | undefined;
  readonly result: string | undefined;
}

type Growing = { -readonly [Key in keyof Attempt]: Attempt[Key] };

const BEGIN = /^((Task|LambdaFunction|Activity)Scheduled|(Parallel|Map)StateStarted)$/;
const FAILURE = /(Failed|TimedOut)$/;
const RESULT = /^(Task|LambdaFunction|Activity)Succeeded$/;
/** What fails before anything begins; whatever else fails is what has begun. */
const NOT_BEGUN = /^EvaluationFailed$|ScheduleFailed$/;

/** The attempts of a stay until then. */
export function attemptsOf({ run, until }: Pick<Look, 'run' | 'until'>, stay: Stay): Attempt[] {
  const attempts: Growing[] = [];
  for (const event of stay.events) {
    if (event.id > until) break;
    if (event.type.startsWith('MapIteration')) continue;
    if (BEGIN.test(event.type)) {
      const cut = isUnderWay(attempts.at(-1)) ? cutBy(run, event) : undefined;
      if (cut !== undefined) fail(run, cut, attempts);
      attempts.push(begun(event, attempts.at(-1)));
    } else if (FAILURE.test(event.type)) fail(run, event, attempts);
    else if (event.type === 'TaskSubmitted') submit(event, attempts.at(-1));
    else if (RESULT.test(event.type)) succeed(event, attempts.at(-1));
    else if (/^(Parallel|Map)StateSucceeded$/.test(event.type)) succeed(event, attempts.at(-1));
  }
  return attempts;
}

function begun({ time, details }: ReportedEvent, before: Growing | undefined): Growing {
  const { ended } = before ?? {};
  return {
    began: time,
    waited: ended === undefined ? undefined : time - ended,
    ended: undefined,
    error: undefined,
    cause: undefined,
    resource: resourceOf(details),
    parameters: text(details.parameters ?? details.input),
    submitted: undefined,
    result: undefined,
  };
}

/**
 * What cannot even be begun (its arguments fail to evaluate) is an attempt as well, and what did its work
 * may still fail (its output does). What fails around it tells of the same failure once more.
 */
function fail(run: Run, event: ReportedEvent, attempts: Growing[]): void {
  const before = attempts.at(-1);
  if (before?.error !== undefined && !NOT_BEGUN.test(event.type)) return;
  const isNew = before === undefined || before.error !== undefined;
  if (isNew) attempts.push(begun(event, before));
  const attempt = attempts.at(-1)!;
  const { details, state } = reasonOf(run, event);
  attempt.ended = event.time;
  // A history does not say with what a Fail state fails that is in a branch.
  attempt.error = text(details.error) ?? (state === undefined ? event.type : `Failed in ${state}`);
  attempt.cause = text(details.cause);
}

function isUnderWay(attempt: Growing | undefined): boolean {
  return attempt !== undefined && attempt.ended === undefined;
}

/**
 * What ended an attempt that has no event of that, before another one began: the end of the execution,
 * where that was redriven since, or what failed in a Parallel or Map that is retried.
 */
function cutBy(run: Run, { id, previous }: ReportedEvent): ReportedEvent | undefined {
  for (let at = indexAt(run, id) - 1; at >= 0 && run.events[at]!.id >= previous; at -= 1) {
    if (END.test(run.events[at]!.type)) return run.events[at];
  }
  return eventAt(run, previous);
}

/** What failed inside of a Parallel or Map, whose own events do not say. */
function reasonOf(run: Run, event: ReportedEvent): ReportedEvent {
  const isFrame = /^(Parallel|Map)(State|Iteration)Failed$/.test(event.type);
  const before = isFrame ? eventAt(run, event.previous) : undefined;
  return before === undefined ? event : reasonOf(run, before);
}

function submit({ details }: ReportedEvent, attempt: Growing | undefined): void {
  if (attempt !== undefined) attempt.submitted = text(details.output);
}

function succeed({ time, details }: ReportedEvent, attempt: Growing | undefined): void {
  if (attempt === undefined) return;
  attempt.ended = time;
  attempt.result = text(details.output);
}

function resourceOf({ resource, resourceType }: ReportedEvent['details']): string | undefined {
  const words = [text(resourceType), text(resource)].filter((word) => word !== undefined);
  return words.length === 0 ? undefined : words.join(':');
}

/** What a history has as text, or nothing. */
export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
