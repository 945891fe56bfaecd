import * as z from 'zod';
import { shape } from '../../core/state.ts';
import type { Steps } from '../../core/turns.ts';
import { MeasuredValues } from './measured-values.ts';
import { valueAtRank } from './value-at-rank.ts';

/** A datapoint as it is saved. */
export interface SavedDatapoint {
  readonly count: number;
  readonly sum: number;
  readonly minimum: number;
  readonly maximum: number;
  /** In one part, or in several. */
  readonly values: Map<number, number>[] | undefined;
}

export const SAVED_DATAPOINT = shape<SavedDatapoint>({
  count: z.number(),
  sum: z.number(),
  minimum: z.number(),
  maximum: z.number(),
  values: z.array(z.map(z.number(), z.number())).optional(),
});

/** What was measured in one span of time. There are many of them, and most are of one value. */
export class Datapoint {
  count: number;
  sum: number;
  minimum: number;
  maximum: number;
  /** How often each value was measured, where there are several. */
  #values: MeasuredValues | undefined;
  /** Whether only sums of values are known. */
  #isSet = false;

  constructor(count = 0, sum = 0, minimum = 0, maximum = 0) {
    this.count = count;
    this.sum = sum;
    this.minimum = minimum;
    this.maximum = maximum;
  }

  static of(value: number, count = 1): Datapoint {
    return new Datapoint(count, value * count, value, value);
  }

  /**
   * From a StatisticSet, which tells nothing about single values, unless all are the same.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html
   */
  static ofSet(count: number, sum: number, minimum: number, maximum: number): Datapoint {
    const datapoint = new Datapoint(count, sum, minimum, maximum);
    datapoint.#isSet = minimum !== maximum || sum !== minimum * count;
    return datapoint;
  }

  static load({ count, sum, minimum, maximum, values }: SavedDatapoint): Datapoint {
    const datapoint = new Datapoint(count, sum, minimum, maximum);
    datapoint.#isSet = values === undefined;
    if (values !== undefined && minimum !== maximum)
      datapoint.#values = MeasuredValues.load(values);
    return datapoint;
  }

  save(): SavedDatapoint {
    const { count, sum, minimum, maximum } = this;
    return { count, sum, minimum, maximum, values: this.#isSet ? undefined : this.#all().save() };
  }

  /** How many values are looked at where it is merged. */
  get size(): number {
    return this.#values?.size ?? 1;
  }

  /** @param sums only the sums of both: of single values nothing is known afterwards, which takes no time */
  merge(other: Datapoint, sums = false): void {
    if (other.count === 0) return;
    this.#isSet ||= sums || other.#isSet;
    this.#values = this.#joined(other);
    this.minimum = this.count === 0 ? other.minimum : Math.min(this.minimum, other.minimum);
    this.maximum = this.count === 0 ? other.maximum : Math.max(this.maximum, other.maximum);
    this.count += other.count;
    this.sum += other.sum;
  }

  /** Whether they measured the same, of which all is known by one value. */
  equals(other: Datapoint): boolean {
    const isPlain = (of: Datapoint) => of.#values === undefined && !of.#isSet;
    return (
      isPlain(this) &&
      isPlain(other) &&
      this.count === other.count &&
      this.sum === other.sum &&
      this.minimum === other.minimum
    );
  }

  /** Undefined: one value at most, or none is known. */
  #joined(other: Datapoint): MeasuredValues | undefined {
    if (this.#isSet || other.#isSet) return undefined;
    const isOne = this.count === 0 || this.minimum === other.minimum;
    if (isOne && this.#values === undefined && other.#values === undefined) return undefined;
    const values = this.#all();
    if (other.#values === undefined) values.add(other.minimum, other.count);
    else values.addAll(other.#values);
    return values;
  }

  #all(): MeasuredValues {
    if (this.#values !== undefined) return this.#values;
    const values = new MeasuredValues();
    if (this.count > 0) values.add(this.minimum, this.count);
    return values;
  }

  /**
   * The value of a statistic: `Sum`, `Average`, `Minimum`, `Maximum`, `SampleCount` or a
   * percentile such as `p99.9`. Undefined: it cannot be told. Others may have their turn meanwhile.
   */
  *statistic(name: string): Steps<number | undefined> {
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
        return yield* this.#percentile(Number(name.slice(1)));
    }
  }

  *#percentile(percent: number): Steps<number | undefined> {
    if (this.#isSet) return undefined;
    return yield* valueAtRank(this.#all().parts, (percent / 100) * this.count);
  }
}
