import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, constants } from 'node:os';
import path from 'node:path';
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
import type { Cloud, Principal } from '../core/service.ts';
import { InvocationHold, Slots } from '../function-host/slots.ts';
import { Job } from './job.ts';
import type { FromJob } from './messages.ts';
import { type Runners, runnerOf } from './runners.ts';
import { JobServer } from './server.ts';

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

export interface JobHostOptions {
  readonly sessions: Sessions;
  readonly runners: Runners;
  /** Jobs run in folders in there, which are gone with them; what they compile is kept for the next. */
  readonly folder: string;
  /** The descriptor of the `TimeFile`, by which the `Date` of jobs tells cloud time. */
  readonly time: number;
  /** Makes room for the memory of a job. Gives what frees it again. */
  readonly makeRoom?: () => () => void;
  /** How many run at once at most. Default: as many as there are processors, and 2 at least. */
  readonly running?: number;
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
  readonly #ends = new Set<Promise<JobEnd>>();
  #isClosed = false;

  constructor(cloud: Cloud, options: JobHostOptions) {
    this.#cloud = cloud;
    this.#options = options;
    this.#slots = new Slots(options.running ?? Math.max(2, availableParallelism()));
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
    await Promise.all(this.#ends);
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
      return await this.#inFolder(request, hold, async (env, folder) => {
        const hear = (said: FromJob) => server?.hear(said, job, hold);
        const job = new Job(request, env, folder, this.#options.time, hear);
        this.#jobs.add(job);
        const free = this.#options.makeRoom?.();
        stopping.addEventListener('abort', () => job.stop(stopping.reason));
        start();
        return job.ended.finally(() => {
          this.#jobs.delete(job);
          free?.();
        });
      });
    } finally {
      hold.release();
    }
  }

  /** With credentials, and a folder, that are gone when the work is done. */
  async #inFolder(
    request: JobRequest,
    hold: Hold,
    work: (env: Record<string, string>, folder: string) => Promise<JobEnd>,
  ): Promise<JobEnd> {
    const { sessions, folder } = this.#options;
    const { roleArn, sessionName } = request;
    const session =
      roleArn === undefined
        ? undefined
        : sessions.issue(roleArn, sessionName, { invocation: hold });
    const own = mkdtempSync(path.join(folder, 'job-'));
    try {
      return await work(this.#variables(request, session, own), own);
    } finally {
      rmSync(own, { recursive: true, force: true });
      if (session !== undefined) sessions.revoke(session.accessKeyId);
    }
  }

  #variables({ environment }: JobRequest, session: Session | undefined, folder: string) {
    const { region, endpoint } = this.#cloud;
    return {
      LANG: 'en_US.UTF-8',
      PATH: process.env.PATH ?? '',
      ...environment,
      TZ: 'UTC',
      TMPDIR: folder,
      // What one job compiles, later ones read: half the time that it takes to start one.
      NODE_COMPILE_CACHE: path.join(this.#options.folder, 'compiled'),
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
