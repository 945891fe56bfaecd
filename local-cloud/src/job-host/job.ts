import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { setTimeout as realSleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { JobEnd, JobRequest, ScriptJob } from '../core/jobs.ts';
import { eachLine } from '../core/lines.ts';
import type { Reaper } from '../core/reaper.ts';
import { endBeforeRemoval } from '../core/temporary-folder.ts';
import { NO_CERTIFICATES } from '../core/thrifty.ts';
import type { FromJob, ToJob } from './messages.ts';

/** Of what says nothing else: as much as a serverless endpoint of SageMaker, so that all may take a spare. */
export const MEMORY_MIB = 1024;
/** How Node says that its heap is full, before it aborts. */
const HEAP_IS_FULL = /JavaScript heap out of memory/;
/** What a container's process is ended with that took more memory than it may. */
const KILLED = 128 + constants.signals.SIGKILL;

export interface JobOptions {
  /** It runs in a folder in there, which is gone with it; what it compiles is kept for the next. */
  readonly folder: string;
  /** The descriptor of the `TimeFile`, by which its `Date` tells cloud time. */
  readonly time: number;
}

type Variables = Readonly<Record<string, string>>;

/** The process of one job. It leads a group: what it has started ends with it. */
export class Job {
  readonly ended: Promise<JobEnd>;
  readonly #process: ChildProcess;
  readonly #folder: string;
  readonly #isModule: boolean;
  #said: Pick<JobEnd, 'result' | 'error'> | undefined;
  #isFull = false;

  /** @param program absent: it calls the function of a module, which it is told when it begins */
  constructor(
    { folder, time, reaper }: JobOptions & { readonly reaper: Reaper },
    env: Variables,
    memoryMiB = MEMORY_MIB,
    program?: ScriptJob,
  ) {
    this.#folder = mkdtempSync(path.join(folder, 'job-'));
    this.#isModule = program === undefined;
    this.#process = fork(program?.script ?? entry('main'), program?.arguments ?? [], {
      cwd: this.#folder,
      // What one job compiles, later ones read: half the time that it takes to start one.
      env: { ...env, TMPDIR: this.#folder, NODE_COMPILE_CACHE: path.join(folder, 'compiled') },
      execArgv: [
        `--max-old-space-size=${memoryMiB}`,
        '--no-warnings',
        NO_CERTIFICATES,
        '--enable-source-maps',
        `--import=${pathToFileURL(entry('preload')).href}`,
      ],
      // The last one: see TIME_FILE.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc', time],
      detached: true,
    });
    reaper.watch(this.#process);
    endBeforeRemoval(this.#process, () => this.#kill('SIGKILL'));
    this.ended = new Promise<JobEnd>((resolve) => {
      this.#process.once('error', ({ name, message }) =>
        resolve({ exitCode: KILLED, error: { name, message } }),
      );
      this.#process.once('exit', () => this.#kill('SIGKILL'));
      this.#process.once('close', (code, signal) => resolve(this.#end(code, signal)));
    }).finally(() => rmSync(this.#folder, { recursive: true, force: true }));
  }

  /**
   * Has it do what is requested.
   *
   * @param env the variables of a module's job
   * @param hear told what the process of a server tells
   */
  begin(request: JobRequest, env: Variables, hear: (said: FromJob) => void): void {
    this.#listen(request, hear);
    if (!('module' in request)) return;
    const { module, input } = request;
    this.tell({ type: 'input', module, input, env: { ...env, TMPDIR: this.#folder } });
  }

  /** Tells the process something, if it is still there. */
  tell(message: ToJob): void {
    if (this.#process.connected) this.#process.send(message, () => {});
  }

  /** SIGTERM, and SIGKILL when it has not ended after so many real seconds. */
  async stop(graceSeconds: number): Promise<void> {
    const over = new AbortController();
    void this.ended.then(() => over.abort());
    this.#kill('SIGTERM');
    const isLate = realSleep(graceSeconds * 1000, true, { signal: over.signal }).catch(() => false);
    if (await isLate) this.#kill('SIGKILL');
  }

  #listen({ onLine }: JobRequest, hear: (said: FromJob) => void): void {
    this.#process.on('message', (said: FromJob) => {
      const { type, ...end } = said;
      if (type === 'end') this.#said = end;
      else hear(said);
    });
    eachLine(this.#process.stdout!, onLine);
    eachLine(this.#process.stderr!, (line) => {
      this.#isFull ||= HEAP_IS_FULL.test(line);
      onLine(line);
    });
  }

  #end(code: number | null, signal: NodeJS.Signals | null): JobEnd {
    if (this.#isFull && signal === 'SIGABRT') {
      const message = 'It took more memory than it may.';
      return { exitCode: KILLED, error: { name: 'OutOfMemory', message } };
    }
    const exitCode = code ?? 128 + constants.signals[signal!];
    if (!this.#isModule || this.#said !== undefined) return { exitCode, ...this.#said };
    const message = `Its process ended ${signal ? `by ${signal}` : `with exit code ${code}`} before its function did.`;
    return { exitCode: exitCode || 1, error: { name: 'NoResult', message } };
  }

  #kill(signal: 'SIGTERM' | 'SIGKILL'): void {
    try {
      process.kill(-this.#process.pid!, signal);
    } catch {
      // The group has ended, or Windows, which has none.
      this.#process.kill(signal);
    }
  }
}

/** What is installed from a registry is compiled. */
function entry(name: string): string {
  const source = path.join(import.meta.dirname, `${name}.ts`);
  return existsSync(source) ? source : source.replace(/ts$/, 'js');
}
