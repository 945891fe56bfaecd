import type { Random } from '../../core/random.ts';
import type { Retrier } from '../language/definition.ts';
import type { Failure } from './failure.ts';
import type { CompiledRetrier } from './node.ts';
import type { Strand } from './strand.ts';

/** The defaults: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
const INTERVAL_SECONDS = 1;
const MAX_ATTEMPTS = 3;
const BACKOFF_RATE = 2;
/** The longest delay the API model allows `MaxDelaySeconds` to say: 366 days. */
const LONGEST_DELAY_SECONDS = 31_622_400;

export function compileRetriers(retriers: readonly Retrier[] = []): CompiledRetrier[] {
  return retriers.map((definition) => ({
    definition,
    errors: definition.ErrorEquals,
    maxAttempts: definition.MaxAttempts ?? MAX_ATTEMPTS,
  }));
}

/**
 * Whether one of `ErrorEquals` names the failure. States.TaskFailed names any but States.Timeout;
 * States.ALL any but those that end an execution for good.
 */
export function matches(errors: readonly string[], failure: Failure): boolean {
  for (const name of errors) {
    if (name === failure.error || name === failure.alias) return true;
    if (failure.terminal === true) continue;
    if (name === 'States.ALL') return true;
    if (name === 'States.TaskFailed' && failure.error !== 'States.Timeout') return true;
  }
  return false;
}

/** How long to wait, in ms, before the strand's state is tried again; undefined: not again. */
export function retryDelay(
  strand: Strand,
  retriers: readonly CompiledRetrier[],
  failure: Failure,
): number | undefined {
  const index = retriers.findIndex((retrier) => matches(retrier.errors, failure));
  const retrier = retriers[index];
  if (retrier === undefined) return undefined;
  strand.attempts ??= retriers.map(() => 0);
  const used = strand.attempts[index]!;
  if (used >= retrier.maxAttempts) return undefined;
  strand.attempts[index] = used + 1;
  strand.retryCount += 1;
  strand.forgetContext();
  return delayOf(retrier.definition, used, strand.run.ports.random);
}

/** The delay before retry number `used + 1` of a retrier, in ms. */
export function delayOf(retrier: Retrier, used: number, random: Random): number {
  const interval = retrier.IntervalSeconds ?? INTERVAL_SECONDS;
  const growing = interval * (retrier.BackoffRate ?? BACKOFF_RATE) ** used;
  const seconds = Math.min(growing, retrier.MaxDelaySeconds ?? LONGEST_DELAY_SECONDS);
  const jitter = retrier.JitterStrategy === 'FULL' ? random.float() : 1;
  return Math.round(seconds * jitter * 1000);
}
