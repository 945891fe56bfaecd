import { availableParallelism, constants } from 'node:os';
import type { Hold } from '../core/clock.ts';
import type {
  JobEnd,
  JobHandle,
  JobHost,
  JobRequest,
  RunnerKey,
  Server,
  ServerRequest,
} from '../core/jobs.ts';
import { Reaper } from '../core/reaper.ts';
import type { Cloud, Principal } from '../core/service.ts';
import { InvocationHold, Slots } from '../function-host/slots.ts';
import { Job, type JobOptions, MEMORY_MIB } from './job.ts';
import { type Runners, runnerOf } from './runners.ts';
import { JobServer } from './server.ts';
import { SpareJob } from './spare.ts';

/** Real seconds between SIGTERM and SIGKILL. */
const GRACE = 10;
/** The exit code of what was stopped before it began. */
const STOPPED = 128 + constants.signals.SIGTERM;

interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly principal: Principal;
}

/** Issues the credentials of a job. */
export interface Sessions {
  issue(roleArn: string, sessionName: string, options: { invocation: Hold }): Session;
  revoke(accessKeyId: string): void;
}

export interface JobHostOptions extends JobOptions {
  readonly sessions: Sessions;
  readonly runners: Runners;
  /** Makes room for the memory of a job. Gives what frees it again. */
  readonly makeRoom?: () => () => void;
  /** How many run at once at most. Default: as many as there are processors, and 2 at least. */
  readonly running?: number;
  /** Real milliseconds without a job, after which the process that is ready for the next is given back. */
  readonly spareIdleMs?: number;
}

/** Runs jobs in processes of their own. Close it: they end with it. */
export function createJobHost(cloud: Cloud, options: JobHostOptions) {
  return new ProcessHost(cloud, options);
}

class ProcessHost implements JobHost {
  readonly #cloud: Cloud;
  readonly #options: JobHostOptions;
  readonly #slots: Slots;
  readonly #jobs = new Set<Job>();
  readonly #spare: SpareJob;
  readonly #ends = new Set<Promise<JobEnd>>();
  readonly #reaper = new Reaper();
  #isClosed = false;

  constructor(cloud: Cloud, options: JobHostOptions) {
    this.#cloud = cloud;
    this.#options = options;
    this.#slots = new Slots(options.running ?? Math.max(2, availableParallelism()));
    this.#spare = new SpareJob(() => this.#process(this.#variables()), options.spareIdleMs);
  }

  runnerOf(key: RunnerKey): string | undefined {
    return runnerOf(this.#options.runners, key);
  }

  runJob(request: JobRequest): JobHandle {
    return this.#start(request);
  }

  serve(request: ServerRequest): Server {
    const server = new JobServer(request.longestSeconds);
    server.belongsTo(this.#start(request, server));
    return server;
  }

  #start(request: JobRequest, server?: JobServer): JobHandle {
    const { promise: started, resolve: start } = Promise.withResolvers<void>();
    const stopping = new AbortController();
    const ended = this.#run(request, start, stopping.signal, server);
    this.#ends.add(ended);
    void ended.then(() => this.#ends.delete(ended));
    return { started, ended, stop: (graceSeconds = GRACE) => stopping.abort(graceSeconds) };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const job of this.#jobs) void job.stop(0);
    await Promise.all([...this.#ends, ...[...this.#jobs].map(({ ended }) => ended)]);
    this.#reaper.close();
  }

  async #run(
    request: JobRequest,
    start: () => void,
    stopping: AbortSignal,
    server: JobServer | undefined,
  ): Promise<JobEnd> {
    const hold = new InvocationHold(this.#cloud.clock, this.#slots);
    try {
      await hold.start();
      if (stopping.aborted || this.#isClosed) return { exitCode: STOPPED };
      return await this.#withCredentials(request, hold, (env) => {
        const free = this.#options.makeRoom?.();
        const job = this.#jobFor(request, env);
        job.begin(request, env, (said) => server?.hear(said, job, hold));
        stopping.addEventListener('abort', () => job.stop(stopping.reason));
        start();
        // The next one starts while this one is at work.
        if ('module' in request && !this.#isClosed) this.#spare.prepare();
        return job.ended.finally(free);
      });
    } finally {
      hold.release();
    }
  }

  /** With credentials that are gone when the work is done. */
  async #withCredentials(
    request: JobRequest,
    hold: Hold,
    work: (env: Record<string, string>) => Promise<JobEnd>,
  ): Promise<JobEnd> {
    const { sessions } = this.#options;
    const { roleArn, sessionName } = request;
    if (roleArn === undefined) return work(this.#variables(request));
    const session = sessions.issue(roleArn, sessionName, { invocation: hold });
    return work(this.#variables(request, session)).finally(() =>
      sessions.revoke(session.accessKeyId),
    );
  }

  #jobFor(request: JobRequest, env: Record<string, string>): Job {
    const { memoryMiB = MEMORY_MIB } = request;
    const isUsual = 'module' in request && memoryMiB === MEMORY_MIB;
    const spare = isUsual ? this.#spare.take() : undefined;
    return spare ?? this.#process(env, request);
  }

  /** @param request absent: a module's function is to be called, which is told later */
  #process(env: Record<string, string>, request?: JobRequest): Job {
    const program = request !== undefined && 'script' in request ? request : undefined;
    const options = { ...this.#options, reaper: this.#reaper };
    const job = new Job(options, env, request?.memoryMiB, program);
    this.#jobs.add(job);
    void job.ended.then(() => this.#jobs.delete(job));
    return job;
  }

  #variables(request?: JobRequest, session?: Session): Record<string, string> {
    const { region, endpoint } = this.#cloud;
    return {
      LANG: 'en_US.UTF-8',
      PATH: process.env.PATH ?? '',
      ...request?.environment,
      TZ: 'UTC',
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ENDPOINT_URL: endpoint,
      AWS_EC2_METADATA_DISABLED: 'true',
      ...(session !== undefined && {
        AWS_ACCESS_KEY_ID: session.accessKeyId,
        AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
        AWS_SESSION_TOKEN: session.sessionToken,
      }),
    };
  }
}
