import type { ReportedEvent } from '../../src/client/executions.ts';
import type { Stay } from './replay.ts';

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

/** The attempts of a stay, up to the event `until`. */
export function attemptsOf(stay: Stay, until: number): Attempt[] {
  const attempts: Growing[] = [];
  for (const event of stay.events) {
    if (event.id > until) break;
    if (event.type.startsWith('MapIteration')) continue;
    if (BEGIN.test(event.type)) attempts.push(begun(event, attempts.at(-1)));
    else if (FAILURE.test(event.type)) fail(event, attempts);
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

/** What cannot even be begun (its arguments fail to evaluate) is an attempt as well. */
function fail(event: ReportedEvent, attempts: Growing[]): void {
  const isNew = attempts.at(-1) === undefined || attempts.at(-1)!.ended !== undefined;
  if (isNew) attempts.push(begun(event, attempts.at(-1)));
  const attempt = attempts.at(-1)!;
  attempt.ended = event.time;
  attempt.error = text(event.details.error) ?? event.type;
  attempt.cause = text(event.details.cause);
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
