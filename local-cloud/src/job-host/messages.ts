import type { JobEnd } from '../core/jobs.ts';
import type { Json } from '../core/json.ts';

/** The environment variable by which a job's process learns the time: `<offset>,<frozen at or NaN>`. */
export const TIME = 'LOCAL_CLOUD_TIME';

/** What a job's process is told. */
export type ToJob =
  /** Cloud time has moved while the job waited: see `WorkerData.time` of the function host. */
  | { readonly type: 'time'; readonly time: readonly number[] }
  /** What to call the module's function with; the first message. */
  | { readonly type: 'input'; readonly module: string; readonly input: Json };

/** What came of a module's function. */
export type FromJob = Pick<JobEnd, 'result' | 'error'>;
