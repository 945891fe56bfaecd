/**
 * Service limits.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */

/** The most a payload may take, in bytes of UTF-8: input, output or result of a task, state or execution. */
export const PAYLOAD_BYTES = 262_144;
/**
 * What the branches of a Parallel, or the iterations of an inline Map, may come to together where the state
 * selects from it. AWS names no such limit; here it would be all in memory.
 */
export const SELECTED_BYTES = 16 * 1_048_576;
/** The most events the history of a Standard execution may have; Express has no such limit. */
export const HISTORY_EVENTS = 25_000;
/**
 * An Express execution ends with so many events. AWS has no such limit, but writes no more than a
 * fraction of them in five minutes; here an endless loop does in seconds.
 */
export const EXPRESS_EVENTS = 2_000_000;
/** An execution of a Standard workflow, and each of its tasks, ends after one year. */
export const STANDARD_SECONDS = 31_536_000;
/** An Express execution ends after five minutes. */
export const EXPRESS_SECONDS = 300;
/** What all variables of an execution may take together, in bytes. */
export const VARIABLES_BYTES = 10 * 1_048_576;
/** How many iterations of an inline Map run at once at most. */
export const INLINE_MAP_CONCURRENCY = 40;
/** How many child executions of a Distributed Map run at once at most. */
export const DISTRIBUTED_MAP_CONCURRENCY = 10_000;
/** The longest a Wait state can wait, in seconds (recorded). */
export const WAIT_SECONDS = 2 ** 31 - 1;
/** Longer texts of errors and causes are cut (API model). */
export const ERROR_CHARACTERS = 256;
export const CAUSE_CHARACTERS = 32_768;

/** Whether a text is larger than `limit` bytes of UTF-8. Counts bytes only where it must. */
export function exceeds(text: string, limit: number = PAYLOAD_BYTES): boolean {
  if (text.length * 3 <= limit) return false;
  return text.length > limit || Buffer.byteLength(text) > limit;
}
