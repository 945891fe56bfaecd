import { flushCompileCache } from 'node:module';
import { invokeLegacy } from './callback.ts';
import { Channel } from './channel.ts';
import { shiftDate, timeOf } from './clock.ts';
import { captureOutput, type LogError } from './console.ts';
import { contextOf } from './context.ts';
import { asError, asOnAws, errorPayload, RuntimeError } from './errors.ts';
import { replacePlaces } from './files.ts';
import { type Handler, loadHandler } from './handler.ts';
import { type Invocation, invokeAsync, turn } from './invocation.ts';
import { FILES, type Init, type Invoke, type Level, type Start } from './messages.ts';
import { resolveAsOnAws } from './modules.ts';
import { guardNetwork } from './network.ts';
import { preload } from './preload.ts';
import { contain, guardFlags } from './process.ts';
import { saveMemory } from './save-memory.ts';
import { CloudTimers, installTimers } from './timers.ts';
import { deferWebSockets } from './web-sockets.ts';

const start: Start = JSON.parse(process.argv[2]!);
const time = timeOf(FILES.time);
const realSetTimeout = setTimeout;
// They have had their effect, and are none of the function's.
for (const name of Object.keys(process.env)) {
  if (name === 'NODE_COMPILE_CACHE' || name.startsWith('MALLOC_')) delete process.env[name];
}

/** How long a tick's effects may take, in real milliseconds, before the clock may move again. */
const SETTLING = 5;

/** The execution environment's side of the host: loads the handler once, then runs it for event after event. */
class Runtime {
  readonly #channel = new Channel();
  readonly #timers: CloudTimers;
  readonly #now: () => number;
  #told = Number.POSITIVE_INFINITY;
  #telling = false;
  #init: Init | undefined;
  #handler: Handler | undefined;
  #logError: LogError | undefined;
  #requestId = '-';
  #invocation: Invocation | undefined;
  #busy = false;
  #commands = 0;
  /** The function takes something that the runtime has on board. */
  #onBoard = false;

  constructor() {
    this.#now = shiftDate(time);
    this.#timers = new CloudTimers({
      now: this.#now,
      frozen: () => !Number.isNaN(time()[1]),
      changed: () => this.#tellSoon(),
      overdue: () => this.#waitForTick(),
    });
    installTimers(this.#timers);
    guardFlags();
    guardNetwork();
    deferWebSockets();
    process.on('beforeExit', () => this.#drained());
    this.#channel.onTick(() => this.#tick());
  }

  async run(): Promise<void> {
    preload(start.preload, start.sdkParent);
    for (;;) {
      const command = this.#channel.next();
      this.#busy = true;
      // Connections that were closed while the process slept are noticed before they are used.
      await turn();
      await turn();
      if (command.type === 'init') await this.#start(command);
      else await this.#invoke(command);
      if (this.#commands === 1) saveMemory();
      // The modules that were compiled for the start and the first event are there for the next environment.
      if (this.#commands++ < 2) flushCompileCache();
    }
  }

  async #start(init: Init): Promise<void> {
    this.#init = init;
    if (init.legacy) this.#requestId = 'undefined';
    Object.assign(process.env, init.env);
    contain(init);
    const folders = {
      '/var/task': init.taskRoot,
      ...(init.layerRoot !== undefined && { '/opt': init.layerRoot }),
    };
    replacePlaces({ '/tmp': start.tmp, ...folders });
    const nodePath = init.env.NODE_PATH ?? '';
    resolveAsOnAws({ folders, nodePath, sdkParent: start.sdkParent }, () => {
      this.#onBoard = true;
    });
    this.#logError = captureOutput({
      format: init.env.AWS_LAMBDA_LOG_FORMAT === 'JSON' ? 'JSON' : 'Text',
      lowest: (init.env.AWS_LAMBDA_LOG_LEVEL as Level | undefined) ?? 'TRACE',
      requestId: () => this.#requestId,
      send: (message) => this.#channel.send(message),
      now: this.#now,
    });
    if (init.legacy) this.#catchAll();
    try {
      this.#handler = await loadHandler(init.taskRoot, init.handler, init.legacy);
      this.#done('', false);
    } catch (error) {
      this.#fail('Init Error', error, true);
    }
  }

  async #invoke(invoke: Invoke): Promise<void> {
    this.#requestId = invoke.requestId;
    process.env._X_AMZN_TRACE_ID = invoke.traceHeader;
    this.#told = Number.POSITIVE_INFINITY;
    this.#tellSoon();
    const { promise, resolve } = Promise.withResolvers<void>();
    const ending = {
      succeed: (payload: string) => resolve(this.#done(payload, false)),
      fail: (error: unknown) => resolve(this.#fail('Invoke Error', error, false)),
      exit: () => process.exit(0),
    };
    const begin = this.#init!.legacy ? invokeLegacy : invokeAsync;
    this.#invocation = begin(
      this.#handler!,
      JSON.parse(invoke.payload),
      contextOf(invoke, this.#now),
      ending,
    );
    await promise;
    this.#invocation = undefined;
  }

  /** Before nodejs24.x, what nobody caught is the invocation's error, and the process ends. */
  #catchAll(): void {
    process.on('uncaughtException', (error) => {
      this.#fail('Uncaught Exception', error, true);
      process.exit(129);
    });
    process.on('unhandledRejection', (reason) => {
      const error = Object.assign(new RuntimeError('UnhandledPromiseRejection', String(reason)), {
        reason,
      });
      this.#fail('Unhandled Promise Rejection', error, true);
      process.exit(128);
    });
  }

  #fail(what: string, error: unknown, exits: boolean): void {
    this.#logError!(what, asError(error));
    const payload = JSON.stringify(errorPayload(error));
    this.#done(asOnAws(payload, this.#init!), true, exits);
  }

  #done(payload: string, failed: boolean, exits = false): void {
    if (!this.#busy) return;
    this.#busy = false;
    this.#wake();
    const done = { type: 'done', payload, failed, exits, onBoard: this.#onBoard } as const;
    this.#channel.send(process.platform === 'linux' ? done : { ...done, memoryMb: taken() });
  }

  /** Once for all the timers that are set in a row; many are unreferenced at once. */
  #tellSoon(): void {
    if (this.#telling) return;
    this.#telling = true;
    process.nextTick(() => {
      this.#telling = false;
      this.#tell(this.#timers.due ?? Number.POSITIVE_INFINITY);
    });
  }

  #tell(due: number): void {
    if (!this.#busy || due >= this.#told) return;
    this.#told = due;
    this.#channel.send({ type: 'timer', due });
  }

  /** The event loop is empty: only the clock, or nothing, can bring the invocation on. */
  #drained(): void {
    if (!this.#busy || this.#waitForTick()) return;
    if (this.#invocation === undefined) process.exit(0);
    this.#invocation.drained();
  }

  /** False: there is no timer that keeps the event loop alive, and no tick would come. */
  #waitForTick(): boolean {
    const { due } = this.#timers;
    if (!this.#busy || due === undefined) return false;
    this.#timers.parked = true;
    this.#told = due;
    this.#channel.listen(true);
    this.#channel.send({ type: 'idle', due });
    return true;
  }

  #wake(): void {
    this.#timers.parked = false;
    this.#channel.listen(false);
  }

  #tick(): void {
    this.#wake();
    this.#timers.fireDue();
    realSetTimeout(() => this.#settled(), SETTLING).unref();
  }

  #settled(): void {
    if (!this.#busy || this.#timers.parked) return;
    const { due } = this.#timers;
    this.#told = due ?? Number.POSITIVE_INFINITY;
    this.#channel.send({ type: 'settled', due });
  }
}

/** In MB. */
function taken(): number {
  return Math.ceil(process.memoryUsage.rss() / 2 ** 20);
}

void new Runtime().run();
