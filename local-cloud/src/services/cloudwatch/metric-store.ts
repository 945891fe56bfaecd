import type { Dimension } from '@aws-sdk/client-cloudwatch';
import * as z from 'zod';
import type { Clock } from '../../core/clock.ts';
import type { Json } from '../../core/json.ts';
import { fromJson, given, type State, shape, toJson } from '../../core/state.ts';
import type { Steps } from '../../core/turns.ts';
import { Datapoint, SAVED_DATAPOINT } from './datapoint.ts';
import { isPercentile } from './statistics.ts';

export const MINUTE = 60 * 1000;

/** Datapoints of one minute are kept this long, as on AWS. */
const RETENTION = 15 * 24 * 60 * MINUTE;
/** Others have their turn after so many values. */
const MERGED_AT_ONCE = 50_000;
/** Beyond so many metrics the one that was not written to for the longest time is dropped. */
const MAX_METRICS = 20_000;

export interface MetricId {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly Dimension[];
}

export interface Sample {
  readonly timestamp: number;
  readonly unit: string;
  readonly datapoint: Datapoint;
}

/** One metric: its measurements by the unit, of which there is mostly one, and the minute. */
export class Metric {
  readonly id: MetricId;
  /** By unit; then by the start of the minute. */
  readonly units = new Map<string, Map<number, Datapoint>>();
  lastWrite = 0;
  /** There is no measurement before the first, nor after the last of these minutes. */
  #earliest = Number.POSITIVE_INFINITY;
  #latest = Number.NEGATIVE_INFINITY;

  constructor(id: MetricId) {
    this.id = id;
  }

  /** The minute has a measurement. */
  spans(minute: number): void {
    this.#earliest = Math.min(this.#earliest, minute);
    this.#latest = Math.max(this.#latest, minute);
  }

  /**
   * All measurements from `start`, the start of a minute, up to, not including, `end`, as far as the
   * statistics need them: however far those are apart, there is no look at minutes before and after the
   * measurements. Undefined: there are none.
   */
  *aggregate(
    { start, end, unit }: { start: number; end: number; unit: string | undefined },
    statistics: readonly string[],
  ): Steps<Datapoint | undefined> {
    const total = new Datapoint();
    const sums = !statistics.some(isPercentile);
    const from = Math.max(start, this.#earliest);
    const to = Math.min(end, this.#latest + 1);
    let merged = 0;
    for (const [of, minutes] of this.units) {
      if (unit !== undefined && unit !== of) continue;
      for (let minute = from; minute < to; minute += MINUTE) {
        const datapoint = minutes.get(minute);
        if (datapoint === undefined) continue;
        total.merge(datapoint, sums);
        merged += sums ? 1 : datapoint.size;
        if (merged < MERGED_AT_ONCE) continue;
        merged = 0;
        yield;
      }
    }
    return total.count > 0 ? total : undefined;
  }

  /** Lets go of the measurements before a time. */
  forget(limit: number): void {
    for (const [unit, minutes] of this.units) {
      for (const minute of minutes.keys()) {
        if (minute >= limit) break;
        minutes.delete(minute);
      }
      if (minutes.size === 0) this.units.delete(unit);
    }
    this.#earliest = Math.max(this.#earliest, floorToMinute(limit));
  }

  /** The unit in which there are measurements between the times. */
  unitBetween(start: number, end: number): string {
    const isIn = (minute: number) => minute >= start && minute < end;
    const found = [...this.units].find(([, minutes]) => [...minutes.keys()].some(isIn));
    return found?.[0] ?? 'None';
  }
}

const SAVED = z.array(
  z.strictObject({
    id: shape<MetricId>({
      namespace: z.string(),
      name: z.string(),
      dimensions: z.array(given<Dimension>()),
    }),
    lastWrite: z.number(),
    units: z.map(z.string(), z.map(z.number(), SAVED_DATAPOINT)),
  }),
);

/** Every metric of the account, in bounded memory. */
export class MetricStore implements State {
  readonly #clock: Clock;
  readonly #metrics = new Map<string, Metric>();
  /** Datapoints that several minutes have. */
  readonly #shared = new WeakSet<Datapoint>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  save(): Json {
    return toJson(
      this.all().map(({ id, lastWrite, units }) => ({
        ...{ id, lastWrite },
        units: mapped(units, (minutes) => mapped(minutes, (datapoint) => datapoint.save())),
      })),
    );
  }

  load(json: Json): void {
    for (const { id, lastWrite, units } of fromJson(json, SAVED)) {
      const metric = new Metric(id);
      metric.lastWrite = lastWrite;
      for (const [unit, minutes] of units) {
        metric.units.set(unit, mapped(minutes, Datapoint.load));
        for (const minute of minutes.keys()) metric.spans(minute);
      }
      this.#metrics.set(metricKey(id), metric);
    }
  }

  /** @returns the key of the metric */
  add(id: MetricId, { timestamp, unit, datapoint }: Sample, key = metricKey(id)): string {
    const metric = this.#metrics.get(key) ?? new Metric(id);
    const now = this.#clock.now();
    // The first of a minute goes to the end, behind those that were not written to since.
    if (floorToMinute(metric.lastWrite) !== floorToMinute(now)) {
      this.#metrics.delete(key);
      this.#metrics.set(key, metric);
    }
    metric.lastWrite = now;
    const minute = floorToMinute(timestamp);
    const minutes = metric.units.get(unit) ?? new Map<number, Datapoint>();
    metric.units.set(unit, minutes);
    metric.spans(minute);
    if (minutes.has(minute)) this.#own(minutes, minute).merge(datapoint);
    else {
      minutes.set(minute, this.#sharedWith(minutes.get(minute - MINUTE), datapoint));
      this.#forgetOld(metric);
    }
    return key;
  }

  find(id: MetricId): Metric | undefined {
    return this.#metrics.get(metricKey(id));
  }

  all(): Metric[] {
    return [...this.#metrics.values()];
  }

  /** Minutes in a row that measured the same, as those of a quiet queue, have one datapoint. */
  #sharedWith(before: Datapoint | undefined, datapoint: Datapoint): Datapoint {
    if (before === undefined || !before.equals(datapoint)) return datapoint;
    this.#shared.add(before);
    return before;
  }

  /** A minute's datapoint, to be changed. */
  #own(minutes: Map<number, Datapoint>, minute: number): Datapoint {
    const datapoint = minutes.get(minute)!;
    if (!this.#shared.has(datapoint)) return datapoint;
    const own = new Datapoint();
    own.merge(datapoint);
    minutes.set(minute, own);
    return own;
  }

  #forgetOld(metric: Metric): void {
    metric.forget(this.#clock.now() - RETENTION);
    if (this.#metrics.size <= MAX_METRICS) return;
    const [oldest] = this.#metrics.keys();
    if (oldest !== undefined) this.#metrics.delete(oldest);
  }
}

function mapped<Key, From, To>(map: ReadonlyMap<Key, From>, to: (from: From) => To): Map<Key, To> {
  return new Map([...map].map(([key, value]) => [key, to(value)]));
}

/** The order of dimensions does not matter. */
export function metricKey({ namespace, name, dimensions }: MetricId): string {
  let key = part(namespace) + part(name);
  const sorted =
    dimensions.length > 1
      ? dimensions.toSorted(({ Name: a = '' }, { Name: b = '' }) => (a < b ? -1 : 1))
      : dimensions;
  for (const { Name, Value } of sorted) key += part(Name) + part(Value);
  return key;
}

/** With its length, so that it is clear where it ends. */
function part(text = ''): string {
  return `${text.length}:${text}`;
}

export function floorToMinute(time: number): number {
  return Math.floor(time / MINUTE) * MINUTE;
}
