import * as z from 'zod';
import { shape } from '../../core/state.ts';
import type { Position } from './position.ts';
import type { Strand } from './strand.ts';

/** What a history does not tell of a strand that waits. Times are cloud time, in ms since 1970. */
export interface Held {
  /** Which branch or iteration it is. */
  readonly index: number;
  readonly retryCount: number;
  /** How often each retrier of the state was used. */
  readonly attempts: readonly number[] | undefined;
  readonly token: string | undefined;
  readonly variableBytes: number;
  /** When a Wait state is over, or the pause before a retry. */
  readonly due: number | undefined;
  /** How often its task is to beat, and when it did last. */
  readonly heartbeat: { readonly seconds: number; readonly last: number } | undefined;
  /** Branches or iterations that have not ended. */
  readonly children: readonly Held[];
}

export const HELD: z.ZodType<Held> = z.lazy(() =>
  shape<Held>({
    index: z.number(),
    retryCount: z.number(),
    attempts: z.array(z.number()).optional(),
    token: z.string().optional(),
    variableBytes: z.number(),
    due: z.number().optional(),
    heartbeat: z.strictObject({ seconds: z.number(), last: z.number() }).optional(),
    children: z.array(HELD),
  }),
);

export function heldOf(strand: Strand): Held {
  const { index, retryCount, attempts, token, variableBytes, timer, task, child } = strand;
  return {
    ...{ index, retryCount, attempts, token, variableBytes },
    due: timer?.due,
    heartbeat: task?.heartbeats,
    children: child?.strands.filter(({ alive }) => alive).map(heldOf) ?? [],
  };
}

/** Adds to a position, and those inside it, what the history that it is read from does not tell. */
export function hold(position: Position, held: Held): void {
  position.held = held;
  for (const child of held.children) {
    const inner = position.inner?.children.find(({ index }) => index === child.index);
    if (inner !== undefined) hold(inner, child);
  }
}
