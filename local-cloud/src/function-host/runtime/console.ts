import { format } from 'node:util';
import { errorLine } from './errors.ts';
import type { Level, Message } from './messages.ts';

const LEVELS: readonly Level[] = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];

export interface LogOptions {
  readonly format: 'JSON' | 'Text';
  /** What is below it is not written. */
  readonly lowest: Level;
  /** The invocation at work. */
  requestId(): string;
  send(message: Message): void;
  now(): number;
}

/** The runtime's own log of an error that ended an invocation. */
export type LogError = (what: string, error: Error) => void;

/**
 * Makes `console` write as AWS's runtime does - tab-separated text or one JSON object a line -
 * and what goes to stdout and stderr otherwise appear line by line.
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 */
export function captureOutput(options: LogOptions): LogError {
  const write = (level: Level, message: unknown, ...more: unknown[]) => {
    const time = options.now();
    const head = { time: new Date(time).toISOString(), level, requestId: options.requestId() };
    const line =
      options.format === 'JSON' ? jsonLine(head, message, more) : textLine(head, message, more);
    options.send({ type: 'log', time, message: line, level });
  };
  patchConsole(write, options.lowest);
  captureStream(process.stdout, options);
  captureStream(process.stderr, options);
  return (what, error) => {
    if (options.format === 'JSON') write('ERROR', error);
    else write('ERROR', what, errorLine(error));
  };
}

type Write = (level: Level, message: unknown, ...more: unknown[]) => void;

function patchConsole(write: Write, lowest: Level): void {
  const at = (level: Level) =>
    LEVELS.indexOf(level) < LEVELS.indexOf(lowest)
      ? () => {}
      : (message: unknown, ...more: unknown[]) => write(level, message, ...more);
  const info = at('INFO');
  Object.assign(console, {
    trace: at('TRACE'),
    debug: at('DEBUG'),
    info,
    log: info,
    warn: at('WARN'),
    error: at('ERROR'),
    fatal: at('FATAL'),
  });
}

interface Head {
  readonly time: string;
  readonly level: Level;
  readonly requestId: string;
}

function textLine({ time, level, requestId }: Head, message: unknown, more: unknown[]): string {
  return `${time}\t${requestId}\t${level}\t${format(message, ...more)}\n`;
}

function jsonLine({ time, level, requestId }: Head, message: unknown, more: unknown[]): string {
  const line = { timestamp: time, level, requestId };
  if (more.length > 0) {
    const error = more.find((value) => value instanceof Error);
    return JSON.stringify({ ...line, message: format(message, ...more), ...describe(error) });
  }
  try {
    const plain = (_key: string, value: unknown) =>
      value instanceof Error ? { ...describe(value), ...value } : value;
    return JSON.stringify({ ...line, message }, plain);
  } catch {
    return JSON.stringify({ ...line, message: format(message) });
  }
}

function describe(error: Error | undefined): object | undefined {
  return (
    error && {
      errorType: error.constructor?.name ?? 'UnknownError',
      errorMessage: error.message,
      stackTrace: error.stack?.split('\n') ?? [],
    }
  );
}

/** Every line that is written becomes one log event. */
function captureStream(stream: NodeJS.WriteStream, options: LogOptions): void {
  let rest = '';
  const write = (chunk: string | Uint8Array, encoding?: unknown, callback?: unknown): boolean => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      options.send({ type: 'log', time: options.now(), message: `${line}\n` });
    }
    const done = typeof encoding === 'function' ? encoding : callback;
    if (typeof done === 'function') process.nextTick(done);
    return true;
  };
  Object.assign(stream, { write });
}
