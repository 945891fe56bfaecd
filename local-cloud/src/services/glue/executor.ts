import type { JobRunState } from '@aws-sdk/client-glue';
import type { Timer } from '../../core/clock.ts';
import { type JobEnd, type JobHandle, type JobHost, noRunner } from '../../core/jobs.ts';
import { LogStream } from '../../core/log-stream.ts';
import type { Cloud, Principal } from '../../core/service.ts';
import { CannotExecute } from './errors.ts';
import { tellEnd } from './events.ts';
import type { Jobs } from './jobs.ts';
import { assume, checkScript, SESSION } from './role.ts';
import { isOver, type Order, type Run, type Runs } from './runs.ts';
import { logGroupPrefix } from './settings.ts';

interface Options {
  readonly host: JobHost;
  readonly jobs: Jobs;
  readonly runs: Runs;
  readonly report: (problem: string) => void;
}

/** What ends a run before its work has ended. */
type Interruption = Extract<JobRunState, 'STOPPED' | 'TIMEOUT'>;

/** Has runs done by the runner of the project, and says how they went. */
export class Executor {
  readonly #cloud: Cloud;
  readonly #options: Options;
  readonly #interrupted = new Map<Run, Interruption>();
  readonly #handles = new Map<Run, JobHandle>();

  constructor(cloud: Cloud, options: Options) {
    this.#cloud = cloud;
    this.#options = options;
  }

  /** Begins a run, or lets it wait for its turn. */
  start(order: Order, previous?: Run): Run {
    const { runs } = this.#options;
    const waits = runs.isFull(order.jobName, order.settings);
    const run = runs.create(order, waits ? 'WAITING' : 'STARTING', previous);
    if (!waits) this.#begin(run);
    return run;
  }

  stop(run: Run): void {
    const { runs } = this.#options;
    if (run.state === 'WAITING') {
      this.#end(run, { state: 'STOPPED' });
    } else {
      runs.change(run, { state: 'STOPPING' });
      this.#interrupt(run, 'STOPPED');
    }
  }

  #begin(run: Run): void {
    this.#cloud.background(`The run ${run.id} of the job ${run.jobName}`, async () => {
      const end = await this.#execute(run).catch((error: unknown) => failed(run, error));
      const interruption = this.#interrupted.get(run);
      this.#interrupted.delete(run);
      this.#end(run, interruption ? { state: interruption } : end);
      this.#goOn(run);
    });
  }

  #end(run: Run, changes: Partial<Run>): void {
    const cloud = this.#cloud;
    const { jobs, runs } = this.#options;
    runs.change(run, changes);
    cloud.background(`The end of ${run.id}`, () => tellEnd(cloud, jobs.arn(run.jobName), run));
  }

  /** A run that failed is tried again; its place is taken by one that waits. */
  #goOn(run: Run): void {
    const { runs, jobs } = this.#options;
    const isRetried = run.state === 'FAILED' && run.attempt < run.settings.MaxRetries;
    if (isRetried && jobs.find(run.jobName) !== undefined) this.start(run, run);
    const next = runs.of(run.jobName).findLast(({ state }) => state === 'WAITING');
    if (next === undefined || runs.isFull(next.jobName, next.settings)) return;
    runs.change(next, { state: 'STARTING' });
    this.#begin(next);
  }

  async #execute(run: Run): Promise<Partial<Run>> {
    const { host, jobs } = this.#options;
    const { Command, DefaultArguments, Role } = run.settings;
    const role = await assume(this.#cloud, jobs.roleArn(Role), jobs.arn(run.jobName));
    await checkScript(this.#cloud, role, Command.ScriptLocation);
    const module = host.runnerOf(['glue']);
    if (module === undefined) throw new CannotExecute(noRunner(['glue']));
    if (this.#interrupted.has(run)) return {};
    const { output, error } = this.#logs(run, role);
    const handle = host.runJob({
      module,
      input: {
        JobName: run.jobName,
        JobRunId: run.id,
        Command: { ...Command },
        Arguments: { ...DefaultArguments, ...run.arguments },
      },
      roleArn: role.roleArn,
      sessionName: SESSION,
      onLine: (line) => output.add(this.#cloud.clock.now(), line),
    });
    const end = await this.#watched(run, handle);
    output.flush();
    if (end.exitCode === 0) return { state: 'SUCCEEDED' };
    const errorMessage = messageOf(end);
    error.add(this.#cloud.clock.now(), errorMessage);
    error.flush();
    return { state: 'FAILED', errorMessage };
  }

  /** The job's end, which a stop or the timeout may bring about. */
  async #watched(run: Run, handle: JobHandle): Promise<JobEnd> {
    let timeout: Timer | undefined;
    this.#handles.set(run, handle);
    void handle.started.then(() => {
      if (run.state === 'STARTING') this.#options.runs.change(run, { state: 'RUNNING' });
      const ms = run.settings.Timeout * 60_000;
      timeout = this.#cloud.clock.after(ms, () => this.#interrupt(run, 'TIMEOUT'), {
        what: () => `Timeout of run ${run.id} of the Glue job ${run.jobName}`,
      });
    });
    const end = await handle.ended;
    timeout?.cancel();
    this.#handles.delete(run);
    return end;
  }

  #interrupt(run: Run, how: Interruption): void {
    if (isOver(run) || this.#interrupted.has(run)) return;
    this.#interrupted.set(run, how);
    this.#handles.get(run)?.stop();
  }

  #logs(run: Run, principal: Principal) {
    const { report } = this.#options;
    const stream = (kind: string) =>
      new LogStream({
        ...{ cloud: this.#cloud, principal, of: 'a job of Glue', name: run.id, report },
        group: `${logGroupPrefix(run.settings)}/${kind}`,
      });
    return { output: stream('output'), error: stream('error') };
  }
}

/** As a Python shell job words it: the exception that its script ended with, or its exit code. */
function messageOf({ error, exitCode }: JobEnd): string {
  return error === undefined
    ? `Command failed with exit code ${exitCode}`
    : `${error.name}: ${error.message}`;
}

/** Throws what is nobody's but ours. */
function failed({ jobName, id }: Run, error: unknown): Partial<Run> {
  if (!(error instanceof CannotExecute)) throw error;
  const errorMessage = `JobName:${jobName} and JobRunId:${id} failed to execute with exception ${error.message}`;
  return { state: 'FAILED', errorMessage };
}
