import * as z from 'zod';
import { shape } from '../../core/state.ts';

/** A datapoint as it is saved. */
export interface SavedDatapoint {
  readonly count: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly values: Map<number, number> | undefined;
}

export const SAVED_DATAPOINT = shape<SavedDatapoint>({
  count: z.number(),
  sum: z.number(),
  minimum: z.number(),
  maximum: z.number(),
  values: z.map(z.number(), z.number()).optional(),
});

/** What was measured in one span of time. */
export class Datapoint {
  count = 0;
  sum = 0;
  minimum = Number.POSITIVE_INFINITY;
  maximum = Number.NEGATIVE_INFINITY;
  /** How often each value was measured; undefined once only sums of values are known. */
  #values: Map<number, number> | undefined = new Map();

  static of(value: number, count = 1): Datapoint {
    const datapoint = new Datapoint();
    datapoint.count = count;
    datapoint.sum = value * count;
    datapoint.minimum = value;
    datapoint.maximum = value;
    datapoint.#values = new Map([[value, count]]);
    return datapoint;
  }

  /** From a StatisticSet, which tells nothing about single values. */
  static ofSet(count: number, sum: number, minimum: number, maximum: number): Datapoint {
    const datapoint = new Datapoint();
    Object.assign(datapoint, { count, sum, minimum, maximum });
    datapoint.#values = count === 1 ? new Map([[sum, 1]]) : undefined;
    return datapoint;
  }

  static load({ values, ...saved }: SavedDatapoint): Datapoint {
    const datapoint = Object.assign(new Datapoint(), saved);
    datapoint.#values = values;
    return datapoint;
  }

  save(): SavedDatapoint {
    const { count, sum, minimum, maximum } = this;
    return { count, sum, minimum, maximum, values: this.#values };
  }

  merge(other: Datapoint): void {
    this.#values = mergeValues(this.#values, other.#values);
    this.count += other.count;
    this.sum += other.sum;
    this.minimum = Math.min(this.minimum, other.minimum);
    this.maximum = Math.max(this.maximum, other.maximum);
  }

  /**
   * The value of a statistic: `Sum`, `Average`, `Minimum`, `Maximum`, `SampleCount` or a
   * percentile such as `p99.9`. Undefined: it cannot be told.
   */
  statistic(name: string): number | undefined {
    switch (name) {
      case 'SampleCount':
        return this.count;
      case 'Sum':
        return this.sum;
      case 'Average':
        return this.sum / this.count;
      case 'Minimum':
        return this.minimum;
      case 'Maximum':
        return this.maximum;
      default:
        return this.#percentile(Number(name.slice(1)));
    }
  }

  #percentile(percent: number): number | undefined {
    const values = [...(this.#values ?? [])].sort(([a], [b]) => a - b);
    const rank = (percent / 100) * this.count;
    let seen = 0;
    for (const [value, count] of values) {
      seen += count;
      if (seen >= rank) return value;
    }
    return values.at(-1)?.[0];
  }
}

function mergeValues(
  a: Map<number, number> | undefined,
  b: Map<number, number> | undefined,
): Map<number, number> | undefined {
  if (a === undefined || b === undefined) return undefined;
  for (const [value, count] of b) a.set(value, (a.get(value) ?? 0) + count);
  return a;
}
