import type { Eventually } from './eventually.ts';
import type { Failure } from './failure.ts';
import type { Step } from './node.ts';
import type { Payload } from './payload.ts';
import type { Strand } from './strand.ts';

/** What the strand of a Parallel or Map does with what its branches or iterations came to. */
export type Joined<Result = Payload> = (
  strand: Strand,
  result: Result,
) => Eventually<Step | undefined>;

/** A Parallel or Map at work: what its branches or iterations report to. */
export interface Frame {
  /** A child has come to the end of its states. */
  ended?(child: Strand, output: Payload): void;
  /** A child has failed, and nothing in it retries or catches. */
  failed?(child: Strand, failure: Failure): void;
  /** The state is given up from outside: children stop without a word. */
  cancel(reason: 'timeout' | 'aborted'): void;
  /** The strands it has, for the record of what was aborted. */
  readonly strands: readonly Strand[];
  /** Writes that it was aborted itself: a Map Run. */
  recordAborted?(cause: number): void;
}

/**
 * Writes that the state a strand stands in was aborted because of event `cause`. Recorded: the
 * Task that failed is closed this way too, a Fail state is not.
 */
export function recordAborted(strand: Strand, cause: number): void {
  if (strand.child !== undefined) {
    for (const child of strand.child.strands) if (child.alive) recordAborted(child, cause);
    strand.child.recordAborted?.(cause);
  }
  const type = strand.node?.abortedType;
  if (type !== undefined) strand.run.recorder.record(type, cause);
}
