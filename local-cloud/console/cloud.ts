import type { AwsCaller } from '../src/client/aws-caller.ts';
import type { ExecutionChange } from '../src/stepfunctions/api/journal.ts';
import { revived } from './model/history-file.ts';

/** Calls AWS operations through the cloud this page comes from. */
export const aws: AwsCaller = {
  call: (service, operation, input) => control('POST', '/aws', { service, operation, input }),
};

/** Calls a control endpoint. Throws an Error with what it answered. */
export async function control<Answer>(
  method: string,
  path: string,
  body?: object,
): Promise<Answer> {
  const response = await fetch(`/_local${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'x-local-cloud': '1' },
    ...(body && { body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new Error('The local cloud does not answer.', { cause });
  });
  const answer = JSON.parse(await response.text(), revived) as Answer & { message?: string };
  if (!response.ok) throw new Error(answer.message ?? `HTTP status ${response.status}`);
  return answer;
}

const told = new EventTarget();

function tell(answers: boolean): void {
  told.dispatchEvent(new CustomEvent('answers', { detail: answers }));
}

/** Tells whether the cloud answers, whenever that may have changed. Gives what ends it. */
export function onAnswering(follow: (answers: boolean) => void): () => void {
  const hear = (event: Event) => follow((event as CustomEvent<boolean>).detail);
  told.addEventListener('answers', hear);
  return () => told.removeEventListener('answers', hear);
}

interface Heard {
  /** An execution has begun, was redriven, or has ended. */
  execution?(change: ExecutionChange): void;
  /** The history listened to has grown. */
  history?(): void;
  /** Something may have been missed: it begins to listen, or does so again. */
  begins(): void;
}

/**
 * Looks when it begins to listen, when an execution begins or ends, and every so many milliseconds.
 * Gives what ends it.
 */
export function keepLooking(look: () => void, milliseconds: number): () => void {
  const stop = listen(undefined, { begins: look, execution: look });
  const timer = setInterval(look, milliseconds);
  return () => {
    stop();
    clearInterval(timer);
  };
}

interface Listener extends Heard {
  readonly executionArn: string | undefined;
}

const listeners = new Set<Listener>();
let source: EventSource | undefined;
/** The execution whose history the source tells of, too. */
let watched: string | undefined;

/**
 * Hears of changes until the returned function is called. All of a page hear by one connection, and a page
 * that is not seen by none: browsers open six to one host, and no more.
 */
export function listen(executionArn: string | undefined, heard: Heard): () => void {
  const listener = { ...heard, executionArn };
  listeners.add(listener);
  if (source === undefined || (executionArn ?? watched) !== watched) connect();
  else if (source.readyState === EventSource.OPEN) heard.begins();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) connect();
  };
}

document.addEventListener('visibilitychange', connect);

/** Anew, for those who listen now. */
function connect(): void {
  source?.close();
  source = undefined;
  if (document.hidden || listeners.size === 0) return;
  watched = [...listeners].map(({ executionArn }) => executionArn).findLast(Boolean);
  const query = watched === undefined ? '' : `?execution=${encodeURIComponent(watched)}`;
  source = new EventSource(`/_local/changes${query}`);
  source.onopen = () => {
    tell(true);
    for (const { begins } of listeners) begins();
  };
  source.onerror = () => tell(false);
  source.addEventListener('history', () => {
    for (const one of listeners) if (one.executionArn === watched) one.history?.();
  });
  source.addEventListener('execution', ({ data }) => {
    for (const one of listeners) one.execution?.(JSON.parse(data));
  });
}

/** Does it again once it is done, if it was asked for meanwhile: never twice at a time. */
export function inTurn(work: () => Promise<void>): () => void {
  let isRunning = false;
  let isWanted = false;
  const run = async () => {
    isWanted = true;
    if (isRunning) return;
    isRunning = true;
    while (isWanted) {
      isWanted = false;
      await work();
    }
    isRunning = false;
  };
  return () => void run();
}
