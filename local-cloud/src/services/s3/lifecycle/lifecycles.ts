import type { Timer } from '../../../core/clock.ts';
import type { Buckets } from '../buckets.ts';
import { DAY, enabledRules } from './due.ts';
import { runRule } from './run-rule.ts';

const WHAT = 'Lifecycle rules of the buckets';

/**
 * The lifecycles of all buckets. Whatever a rule asks for is due at a midnight (UTC), so that one
 * timer a day is enough; it is never a reason for the clock to skip.
 */
export class Lifecycles {
  readonly #buckets: Buckets;
  #timer: Timer | undefined;

  constructor(buckets: Buckets) {
    this.#buckets = buckets;
  }

  /** Waits for the next midnight, where some bucket has rules. */
  wake(): void {
    const { cloud } = this.#buckets;
    const { clock } = cloud;
    if (this.#timer !== undefined || !this.#hasRules()) return;
    const run = () => {
      this.#timer = undefined;
      cloud.background(WHAT, () => this.#run());
      this.wake();
    };
    this.#timer = clock.after(DAY - (clock.now() % DAY), run, {
      background: true,
      what: () => WHAT,
    });
  }

  #hasRules(): boolean {
    return this.#buckets.all().some((bucket) => enabledRules(bucket).length > 0);
  }

  async #run(): Promise<void> {
    const requestId = this.#buckets.cloud.random.uuid();
    for (const bucket of this.#buckets.all()) {
      for (const rule of enabledRules(bucket)) {
        await runRule(this.#buckets, bucket, rule, { requestId });
      }
    }
  }
}
