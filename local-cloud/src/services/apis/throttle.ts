import * as z from 'zod';
import type { Clock } from '../../core/clock.ts';

export const SAVED_THROTTLE = z.strictObject({
  burst: z.number(),
  rate: z.number(),
  buckets: z.map(z.string(), z.strictObject({ tokens: z.number(), at: z.number() })),
});
type SavedThrottle = z.infer<typeof SAVED_THROTTLE>;

/**
 * A token bucket for each route: so many requests at once, refilled at so many a second.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */
export class Throttle {
  readonly #clock: Clock;
  readonly #burst: number;
  readonly #rate: number;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(clock: Clock, burst: number, rate: number) {
    this.#clock = clock;
    this.#burst = burst;
    this.#rate = rate;
  }

  static load(clock: Clock, { burst, rate, buckets }: SavedThrottle): Throttle {
    const throttle = new Throttle(clock, burst, rate);
    for (const [routeKey, bucket] of buckets) throttle.#buckets.set(routeKey, bucket);
    return throttle;
  }

  save(): SavedThrottle {
    return { burst: this.#burst, rate: this.#rate, buckets: this.#buckets };
  }

  /** Whether the route may take one more request now. */
  admits(routeKey: string): boolean {
    const at = this.#clock.now();
    const before = this.#buckets.get(routeKey) ?? { tokens: this.#burst, at };
    const refilled = before.tokens + ((at - before.at) / 1000) * this.#rate;
    const tokens = Math.min(this.#burst, refilled);
    const admitted = tokens >= 1;
    this.#buckets.set(routeKey, { tokens: admitted ? tokens - 1 : tokens, at });
    return admitted;
  }
}
