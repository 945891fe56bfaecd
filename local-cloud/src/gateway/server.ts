import { once } from 'node:events';
import { AwsError } from '../core/errors.ts';
import { ALONE } from '../core/html.ts';
import { serveAwsCall } from './aws-call.ts';
import { contentHeaders } from './aws-chunked.ts';
import { IncomingBody } from './body.ts';
import { bodyLimit, PAGE_LIMIT } from './body-limits.ts';
import { BodyMemory } from './body-memory.ts';
import type { Dispatcher, HttpRequest, HttpResponse, Mount } from './dispatcher.ts';
import {
  httpDate,
  type Incoming,
  type Outgoing,
  readHead,
  sendResponse,
  unsaid,
} from './exchange.ts';
import { isForeignPage, isLoopbackHost } from './hosts.ts';
import { listen } from './listen.ts';
import { OneByOne } from './one-by-one.ts';
import { shown } from './people.ts';
import { withSignedHeaders } from './presigned.ts';
import { askedFor, takesStream } from './resolve.ts';

export interface GatewayOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Default: 127.0.0.1, and nothing but this machine should reach it. */
  readonly host?: string;
  /** What is not an AWS API: HTTP APIs, the control endpoints. The first that fits serves. */
  readonly mounts?: readonly Mount[];
  /** Headers besides, for answers of APIs to pages of other origins. */
  crossOrigin?(request: HttpRequest): Readonly<Record<string, string>>;
  /** Told about errors of our own. */
  report?(problem: string): void;
}

export interface Gateway {
  /** `http://127.0.0.1:4566` */
  readonly endpoint: string;
  /** Lets requests under way end, two seconds at most, and closes every connection. */
  close(): Promise<void>;
}

/** How long `close` waits for requests under way, in milliseconds of real time. */
const CLOSING_GRACE = 2_000;

/**
 * Opens the one port of the local cloud: every AWS protocol, HTTP/1.1 and HTTP/2, and the mounts.
 *
 * @throws UserError when the port cannot be had
 */
export async function startGateway(
  dispatcher: Dispatcher,
  options: GatewayOptions,
): Promise<Gateway> {
  const host = options.host ?? '127.0.0.1';
  const open = new Map<Outgoing, AbortController>();
  const shared = { ...options, memory: new BodyMemory() };
  const requests = new OneByOne();
  const listener = await listen(host, options.port, (incoming, outgoing) => {
    const begin = () => {
      const gone = new AbortController();
      open.set(outgoing, gone);
      // The client has its answer, or went away before it had.
      outgoing.on('close', () => {
        open.delete(outgoing);
        if (!outgoing.writableEnded) gone.abort();
      });
      serve(incoming, outgoing, gone.signal, dispatcher, shared).catch((error: unknown) => {
        if (!gone.signal.aborted && incoming.complete) options.report?.(describe(error));
        outgoing.destroy();
      });
    };
    const connection = incoming.httpVersionMajor === 1 ? incoming.socket : undefined;
    requests.begin(connection, outgoing, begin);
  });
  return {
    endpoint: `http://${host}:${listener.port}`,
    close() {
      const answered = [...open.keys()].map((outgoing) => once(outgoing, 'close'));
      for (const gone of open.values()) gone.abort();
      return listener.close(Promise.allSettled(answered), CLOSING_GRACE);
    },
  };
}

async function serve(
  incoming: Incoming,
  outgoing: Outgoing,
  signal: AbortSignal,
  dispatcher: Dispatcher,
  options: GatewayOptions & { readonly memory: BodyMemory },
): Promise<void> {
  const requestId = dispatcher.random.uuid();
  const head = readHead(incoming, signal);
  const goOn = () => outgoing.writeContinue();
  const body = new IncomingBody(incoming, head.headers, options.memory, goOn);
  const response = await answer(body, head, requestId, dispatcher, options).finally(() =>
    body.letGo(),
  );
  await body.discard();
  const headers: Record<string, string> = {
    date: httpDate(dispatcher.clock.now()),
    'x-amzn-requestid': requestId,
  };
  if (head.headers.origin !== undefined) Object.assign(headers, options.crossOrigin?.(head));
  if (!body.isWhole && head.protocol !== 'HTTP/2.0') headers.connection = 'close';
  try {
    await sendResponse(outgoing, shown(response, head), headers, head.method);
  } catch (error) {
    if (!unsaid(outgoing)) throw error;
    options.report?.(describe(error));
    await sendResponse(outgoing, shown(failed(), head), headers, head.method);
  }
}

async function answer(
  body: IncomingBody,
  head: HttpRequest,
  requestId: string,
  dispatcher: Dispatcher,
  options: GatewayOptions,
): Promise<HttpResponse> {
  if (!isLoopbackHost(head.headers.host)) return refuse(403, hostRefusal(head));
  const mount = options.mounts?.find(
    (one) => head.path.startsWith(one.prefix) && (one.serves?.(head) ?? true),
  );
  if (mount?.guarded && !isGuarded(head)) return refuse(403, GUARD_REFUSAL);
  if (mount === undefined && isForeignPage(head.headers)) return refuse(403, PAGE_REFUSAL);
  try {
    if (mount !== undefined) {
      return await mount.handle({ ...head, body: await body.read(PAGE_LIMIT) });
    }
    const signed = withSignedHeaders(head);
    const asked = await askedFor(signed, dispatcher.services);
    const limit = bodyLimit(asked);
    const call = { requestId, bodyLimit: limit, asked, report: options.report ?? (() => {}) };
    if (takesStream(asked)) {
      const request = { ...signed, headers: contentHeaders(signed.headers) };
      return await serveAwsCall(request, dispatcher, { ...call, stream: body.stream() });
    }
    return await serveAwsCall({ ...signed, body: await body.read(limit) }, dispatcher, call);
  } catch (error) {
    if (error instanceof AwsError) return refuse(error.status, error.message, error.code);
    if (head.signal.aborted || !body.isWhole) throw error;
    options.report?.(describe(error));
    return failed();
  }
}

const GUARD_REFUSAL =
  'Requests to the control endpoints that change something need the header "x-local-cloud: 1" ' +
  'or a JSON content type, which no page of another site can send.';

const PAGE_REFUSAL = 'Pages of other sites cannot call the AWS APIs of the local cloud.';

function isGuarded({ method, headers }: HttpRequest): boolean {
  if (method === 'GET' || method === 'HEAD') return true;
  const isJson = /^application\/json\b/i.test(headers['content-type'] ?? '');
  return !isForeignPage(headers) && (headers['x-local-cloud'] !== undefined || isJson);
}

function hostRefusal({ headers }: HttpRequest): string {
  return `The local cloud answers to this machine only: "${headers.host}" is none of its names (127.0.0.1, localhost).`;
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** An error of our own. */
function failed(): HttpResponse {
  return refuse(500, 'Internal Server Error', 'InternalFailure');
}

function refuse(status: number, message: string, code = 'Forbidden'): HttpResponse {
  return {
    status,
    headers: { ...ALONE, 'content-type': 'application/json', 'x-amzn-errortype': code },
    body: JSON.stringify({ message }),
    told: message,
  };
}
