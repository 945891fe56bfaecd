import { realpathSync } from 'node:fs';
import type { Clock, Hold } from '../core/clock.ts';
import { LogStream } from '../core/log-stream.ts';
import type { Cloud, Principal } from '../core/service.ts';
import { touchTracing } from '../core/tracing.ts';
import { unpack } from './code.ts';
import { type Answer, answerOf, type Ended } from './outcomes.ts';
import { type PlatformLog, platformLog } from './platform-log.ts';
import type { RuntimeProcess } from './process.ts';
import { type LogMessage, Runner } from './runner.ts';
import { EnvironmentHold } from './slots.ts';
import { LogTail } from './tail.ts';
import { TRACING, traceHeader } from './trace.ts';
import type { HostedFunction, InvokeRequest, IssuedSession, Outcome, Sessions } from './types.ts';
import { variables } from './variables.ts';

/** The initialisation may take so long beside the function's own timeout. */
const INIT_LIMIT = 10_000;

export interface EnvironmentOptions {
  readonly cloud: Cloud;
  readonly sessions: Sessions;
  readonly fn: HostedFunction;
  readonly cacheFolder: string;
  readonly process: RuntimeProcess;
  readonly report: (problem: string) => void;
  readonly patienceMs: number | undefined;
  /** Called as soon as it loads its function, which this process does not wait for. */
  readonly loads: () => void;
}

/**
 * An execution environment: a process that has loaded the function's code, with the credentials
 * of a session of its role and a log stream of its own. It serves one invocation at a time.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
export class Environment {
  readonly revisionId: string;
  readonly #options: EnvironmentOptions;
  readonly #clock: Clock;
  readonly #hold = new EnvironmentHold();
  readonly #session: IssuedSession;
  /** What the platform does in the role's name, the invocation does not wait for. */
  readonly #role: Principal;
  readonly #runner: Runner;
  readonly #stream: LogStream;
  readonly #streamName: string;
  readonly #log: PlatformLog;
  #tail = new LogTail();
  #initMs: number | undefined;
  #initialised = false;

  constructor(options: EnvironmentOptions) {
    const { cloud, sessions, fn, process, report, patienceMs } = options;
    this.#options = options;
    this.revisionId = fn.revisionId;
    this.#clock = cloud.clock;
    this.#session = sessions.issue(fn.roleArn, fn.name, { invocation: this.#hold });
    this.#streamName = streamName(cloud, fn);
    const { arn, kind, roleArn } = this.#session.principal;
    this.#role = { kind, arn, ...(roleArn && { roleArn }) };
    this.#stream = new LogStream({
      cloud,
      principal: this.#role,
      of: 'a function',
      group: fn.logging.group,
      name: this.#streamName,
      report,
    });
    this.#log = platformLog(fn);
    this.#runner = new Runner(process, cloud.clock, (log) => this.#write(log), patienceMs);
  }

  get #traced(): boolean {
    return this.#options.fn.tracing === 'Active';
  }

  get dead(): boolean {
    return this.#runner.dead;
  }

  /** Its function could not be loaded, as it turned out. */
  get isBroken(): boolean {
    return !this.#initialised;
  }

  /** The function takes something that the runtime has on board, as it turned out. */
  get onBoard(): boolean {
    return this.#runner.onBoard;
  }

  async invoke(request: InvokeRequest, hold: Hold): Promise<Outcome> {
    this.#hold.current = hold;
    this.#hold.task = request.task;
    this.#tail = new LogTail();
    const failed = this.#initialised ? undefined : await this.#initialise(hold);
    const { requestId } = request;
    this.#platform(this.#log.start(this.#clock.now(), requestId));
    const trace = traceHeader(this.#options.cloud, this.#traced);
    const began = this.#clock.now();
    const ended = failed ?? (await this.#run(request, trace, hold));
    const answer = answerOf(ended, this.#options.fn, requestId);
    const durationMs = this.#clock.now() - began;
    this.#finish(request, answer, durationMs, trace);
    this.#hold.current = undefined;
    this.#hold.task = undefined;
    return {
      payload: answer.payload,
      ...(answer.status !== 'success' && { functionError: 'Unhandled' as const }),
      durationMs,
      logTail: this.#tail.base64(),
    };
  }

  async terminate(): Promise<void> {
    this.#options.sessions.revoke(this.#session.accessKeyId);
    this.#stream.flush();
    await this.#runner.terminate();
  }

  /** Loads the handler. What it gives ended the initialisation badly. */
  async #initialise(hold: Hold): Promise<Ended | undefined> {
    const { cloud, fn, cacheFolder } = this.#options;
    const began = this.#clock.now();
    this.#platform(this.#log.initStart(began));
    const taskRoot = realpathSync(await unpack([fn], cacheFolder));
    const layerRoot =
      fn.layers.length > 0 ? realpathSync(await unpack(fn.layers, cacheFolder)) : undefined;
    const env = variables({
      fn,
      cloud,
      session: this.#session,
      taskRoot,
      logStream: this.#streamName,
    });
    const legacy = Number(/\d+/.exec(fn.runtime)?.[0]) < 24;
    const init = { type: 'init', taskRoot, layerRoot, handler: fn.handler, env, legacy } as const;
    const loaded = this.#runner.run(init, hold, INIT_LIMIT + fn.timeoutSeconds * 1000);
    this.#options.loads();
    const ended = await loaded;
    this.#initMs = this.#clock.now() - began;
    this.#initialised = ended.kind === 'done' && !ended.failed;
    return this.#initialised ? undefined : ended;
  }

  #run(request: InvokeRequest, traceHeader: string, hold: Hold): Promise<Ended> {
    const { fn } = this.#options;
    const limitMs = fn.timeoutSeconds * 1000;
    const invoke = {
      type: 'invoke',
      requestId: request.requestId,
      functionArn: request.invokedArn ?? fn.arn,
      payload: request.payload,
      deadline: Math.trunc(this.#clock.now() + limitMs),
      clientContext: request.clientContext,
      traceHeader,
    } as const;
    return this.#runner.run(invoke, hold, limitMs);
  }

  #finish(request: InvokeRequest, answer: Answer, durationMs: number, traceHeader: string): void {
    const lines = this.#log.end(this.#clock.now(), {
      requestId: request.requestId,
      answer,
      durationMs,
      initMs: this.#initMs,
      memoryMb: this.#runner.memoryMb,
      traceHeader,
    });
    for (const line of lines) this.#platform(line);
    this.#initMs = undefined;
    if (this.#traced) touchTracing(this.#options.cloud, this.#role, TRACING);
    this.#stream.flush();
  }

  #platform(line: string | undefined): void {
    if (line !== undefined) this.#keep(this.#clock.now(), line);
  }

  #write({ time, message, level }: LogMessage): void {
    const { logging } = this.#options.fn;
    if (level === undefined && belowLevel(message, logging)) return;
    this.#keep(time, message);
  }

  #keep(time: number, message: string): void {
    this.#tail.add(message);
    this.#stream.add(time, message);
  }
}

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];

/** A line of JSON that the function wrote past `console` (a logging library) is filtered by its `level`. */
function belowLevel(
  message: string,
  { format, applicationLevel = 'INFO' }: HostedFunction['logging'],
): boolean {
  if (format !== 'JSON' || !message.startsWith('{')) return false;
  try {
    const { level } = JSON.parse(message) as { level?: unknown };
    const rank = LEVELS.indexOf(String(level).toUpperCase());
    return rank >= 0 && rank < LEVELS.indexOf(applicationLevel);
  } catch {
    return false;
  }
}

/** `2026/11/20/[<version>]<32 hex digits>`; in a group of one's own the function's name comes first. */
function streamName({ clock, random }: Cloud, { name, version, logging }: HostedFunction): string {
  const date = new Date(clock.now()).toISOString().slice(0, 10).replaceAll('-', '/');
  const own = logging.group === `/aws/lambda/${name}` ? '' : name;
  return `${date}/${own}[${version}]${Buffer.from(random.bytes(16)).toString('hex')}`;
}
