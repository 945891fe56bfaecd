import { createServer, type Server } from 'node:http';
import {
  createServer as createHttp2Server,
  type Http2Server,
  type ServerHttp2Session,
} from 'node:http2';
import type { Socket } from 'node:net';
import { setTimeout as realSleep } from 'node:timers/promises';
import { UserError } from '../core/errors.ts';
import type { Incoming, Outgoing } from './exchange.ts';

/** How an HTTP/2 client begins that knows whom it speaks to (Kinesis, even on http://). */
const HTTP2_PREFACE = Buffer.from('PRI * HTTP/2.0\r\n');

/** Milliseconds of real time that a client may take for its first bytes, and for its headers. */
const HEADERS_TIMEOUT = 20_000;
/** Longer than the connection pools of SDKs keep a connection that nobody uses. */
const KEEP_ALIVE_TIMEOUT = 75_000;
/** Requests at once on an HTTP/2 connection. */
const MOST_STREAMS = 250;
/** As much as Node takes of headers over HTTP/1.1, in bytes. */
const LARGEST_HEADERS = 16_384;

export interface Listener {
  readonly port: number;
  /** Stops listening, lets what is under way end for at most `grace` ms, then cuts it off. */
  close(idle: Promise<unknown>, grace: number): Promise<void>;
}

/**
 * HTTP/1.1 and HTTP/2 on one port: the first bytes of a connection tell.
 *
 * @throws UserError when the port cannot be had
 */
export async function listen(
  host: string,
  port: number,
  serve: (incoming: Incoming, outgoing: Outgoing) => void,
): Promise<Listener> {
  const http2 = createHttp2Server(
    { settings: { maxConcurrentStreams: MOST_STREAMS, maxHeaderListSize: LARGEST_HEADERS } },
    serve,
  );
  const sessions = new Set<ServerHttp2Session>();
  watchSessions(http2, sessions);
  const sockets = new Set<Socket>();
  const http1 = createServer(
    { headersTimeout: HEADERS_TIMEOUT, keepAliveTimeout: KEEP_ALIVE_TIMEOUT },
    serve,
  );
  for (const server of [http1, http2]) server.on('checkContinue', serve);
  routeConnections(http1, http2, sockets);
  await bind(http1, host, port);
  const address = http1.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    async close(idle, grace) {
      const closed = new Promise((resolve) => http1.close(resolve));
      http1.closeIdleConnections();
      for (const session of sessions) session.close();
      const over = new AbortController();
      await Promise.race([idle, expiry(grace, over.signal)]).finally(() => over.abort());
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Takes each new connection from the HTTP/1.1 server until it is known what it speaks. */
function routeConnections(http1: Server, http2: Http2Server, sockets: Set<Socket>): void {
  const serveHttp1 = http1.listeners('connection') as ((socket: Socket) => void)[];
  http1.removeAllListeners('connection');
  http1.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    peek(socket, (isHttp2) => {
      if (isHttp2) {
        // The HTTP/1.1 server leaves it half open: nobody would learn that the client has gone.
        socket.allowHalfOpen = false;
        http2.emit('connection', socket);
      } else for (const listener of serveHttp1) listener.call(http1, socket);
    });
  });
}

/** A session that nobody uses is told to end; requests under way are finished. */
function watchSessions(http2: Http2Server, sessions: Set<ServerHttp2Session>): void {
  http2.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
    session.setTimeout(KEEP_ALIVE_TIMEOUT, () => session.close());
  });
}

function peek(socket: Socket, decide: (isHttp2: boolean) => void): void {
  const giveUp = () => socket.destroy();
  socket.setTimeout(HEADERS_TIMEOUT, giveUp);
  let seen = Buffer.alloc(0);
  const onData = (chunk: Buffer) => {
    seen = Buffer.concat([seen, chunk]);
    const length = Math.min(seen.byteLength, HTTP2_PREFACE.byteLength);
    const couldBe = seen.subarray(0, length).equals(HTTP2_PREFACE.subarray(0, length));
    if (couldBe && length < HTTP2_PREFACE.byteLength) return;
    socket.off('data', onData);
    socket.off('timeout', giveUp);
    socket.setTimeout(0);
    socket.pause();
    socket.unshift(seen);
    decide(couldBe);
    if (!couldBe) process.nextTick(() => socket.resume());
  };
  socket.on('data', onData);
}

function bind(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => reject(portError(cause, host, port)));
    server.listen({ host, port }, resolve);
  });
}

function portError(cause: NodeJS.ErrnoException, host: string, port: number): UserError {
  const why =
    cause.code === 'EADDRINUSE'
      ? `Another program listens on ${host}:${port}, perhaps another local cloud`
      : `${host}:${port} cannot be listened on (${cause.code ?? cause.message})`;
  return new UserError(`Port ${port} is not free`, {
    why,
    fix: 'Stop that program, or choose another port with --port',
    cause,
  });
}

/** It keeps the process up: a request whose client has gone does not. */
function expiry(ms: number, signal: AbortSignal): Promise<void> {
  return realSleep(ms, undefined, { signal }).catch(() => {});
}
