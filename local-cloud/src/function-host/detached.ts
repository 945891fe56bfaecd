import type { Cloud } from '../core/service.ts';

/**
 * Runs work that nobody waits for and that holds the clock itself. An invocation does: while the
 * function only waits for the clock, its hold is suspended, and a hold around it would keep the
 * clock from ever getting there.
 */
export function detached(cloud: Cloud, label: string, work: () => Promise<void>): void {
  work().catch((error: unknown) => cloud.background(label, () => Promise.reject(error)));
}

/** Holds the clock for as long as the work takes. */
export async function held<Result>({ clock }: Cloud, work: () => Promise<Result>): Promise<Result> {
  const hold = clock.hold();
  try {
    return await work();
  } finally {
    hold.release();
  }
}
