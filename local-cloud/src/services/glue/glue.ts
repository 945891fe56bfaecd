import type { JobHost } from '../../core/jobs.ts';
import type { Cloud } from '../../core/service.ts';
import { Executor } from './executor.ts';
import { Jobs } from './jobs.ts';
import { Runs } from './runs.ts';

export interface GlueOptions {
  /** Runs what jobs do. */
  readonly host: JobHost;
  /** Where to say that the logs of a run are lost. */
  readonly report: (problem: string) => void;
}

/** What the operations share. */
export interface Glue {
  readonly cloud: Cloud;
  readonly jobs: Jobs;
  readonly runs: Runs;
  readonly executor: Executor;
}

export function glueOf(cloud: Cloud, options: GlueOptions): Glue {
  const jobs = new Jobs(cloud);
  const runs = new Runs(cloud);
  return { cloud, jobs, runs, executor: new Executor(cloud, { ...options, jobs, runs }) };
}
