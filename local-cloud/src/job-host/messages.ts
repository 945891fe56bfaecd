import type { JobEnd } from '../core/jobs.ts';
import type { Json } from '../core/json.ts';

/** The file that a job's process inherits, beside those of every process that is forked: see `TimeFile`. */
export const TIME_FILE = 4;

/** What a job's process is told. */
export type ToJob =
  /** To load what most modules need: nothing is asked yet. */
  | { readonly type: 'prepare' }
  /** What to call the module's function with, and the variables to set before; the first message that asks. */
  | {
      readonly type: 'input';
      readonly module: string;
      readonly input: Json;
      readonly env: Readonly<Record<string, string>>;
    }
  /** What to call the function with that the module's function gave. */
  | { readonly type: 'ask'; readonly id: number; readonly input: Json };

export type Outcome = Pick<JobEnd, 'result' | 'error'>;

/** What a job's process tells. */
export type FromJob =
  /** What came of the module's function; the last message. */
  | ({ readonly type: 'end' } & Outcome)
  /** The module's function gave a function, which can be asked from now on. */
  | { readonly type: 'serving' }
  /** What came of what was asked. */
  | ({ readonly type: 'answer'; readonly id: number } & Outcome);
