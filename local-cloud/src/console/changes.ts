import { ALONE, plain } from '../core/html.ts';
import type { HttpRequest, HttpResponse, Mount } from '../gateway/dispatcher.ts';
import type { ExecutionChange } from '../stepfunctions/api/journal.ts';

/** Where a page listens. `?execution=ARN`: to that execution's history, too. */
const CHANGES_PATH = '/_local/changes';

/** After how many milliseconds a page listens again that was cut off. */
const RETRY = 500;

/** Tells pages what happens to executions, as it happens. Costs nothing while none listens. */
export class Changes {
  readonly #listeners = new Set<Listener>();

  execution(change: ExecutionChange): void {
    for (const listener of this.#listeners) listener.execution(change);
  }

  event(execution: { readonly arn: string }): void {
    for (const listener of this.#listeners) listener.event(execution.arn);
  }

  /** Server-sent events until the signal: `execution` with an ExecutionChange, `history` with nothing. */
  async *listen(executionArn: string | undefined, signal: AbortSignal): AsyncGenerator<string> {
    const listener = new Listener(executionArn);
    const stop = () => listener.wake();
    signal.addEventListener('abort', stop);
    this.#listeners.add(listener);
    try {
      yield `retry: ${RETRY}\n\n`;
      while (!signal.aborted) yield await listener.next();
    } finally {
      this.#listeners.delete(listener);
      signal.removeEventListener('abort', stop);
    }
  }
}

/** What one page has not been told yet: of each execution the last change alone, however slow it reads. */
class Listener {
  readonly #watched: string | undefined;
  readonly #executions = new Map<string, ExecutionChange>();
  #grown = false;
  #wake = Promise.withResolvers<void>();

  constructor(watched: string | undefined) {
    this.#watched = watched;
  }

  execution(change: ExecutionChange): void {
    this.#executions.set(change.arn, change);
    this.wake();
  }

  event(executionArn: string): void {
    if (executionArn !== this.#watched || this.#grown) return;
    this.#grown = true;
    this.wake();
  }

  wake(): void {
    this.#wake.resolve();
  }

  /** What has come up since, all of one turn of the process together. */
  async next(): Promise<string> {
    await this.#wake.promise;
    await new Promise((resolve) => setImmediate(resolve));
    const executions = [...this.#executions.values()];
    const told = executions.map((one) => `event: execution\ndata: ${JSON.stringify(one)}\n\n`);
    if (this.#grown) told.push('event: history\ndata:\n\n');
    this.#executions.clear();
    this.#grown = false;
    this.#wake = Promise.withResolvers();
    return told.join('');
  }
}

/** `/_local/changes`: server-sent events. https://html.spec.whatwg.org/multipage/server-sent-events.html */
export function changesMount(changes: Changes): Mount {
  return {
    prefix: CHANGES_PATH,
    guarded: true,
    serves: ({ method, path }) => method === 'GET' && path === CHANGES_PATH,
    handle: (request) => stream(changes, request),
  };
}

function stream(changes: Changes, { query, signal }: HttpRequest): HttpResponse {
  const { execution, ...others } = Object.fromEntries(new URLSearchParams(query));
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    return plain(400, `"${unknown}" is not taken here: there is only "execution", an ARN.`);
  }
  const headers = { ...ALONE, 'content-type': 'text/event-stream' };
  return { status: 200, headers, body: changes.listen(execution, signal) };
}
