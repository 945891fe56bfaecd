import type { Measurement } from '../../core/metrics.ts';
import { type MetricId, metricKey } from './metric-store.ts';

/** A metric with its key, which is long: a text that is at hand is found faster than one that is made. */
export interface KeyedMetric {
  readonly id: MetricId;
  readonly key: string;
}

const MOST = 1_000;

/** The metrics of one dimension that services measure again and again. */
export class KnownMetrics {
  /** By the name of the metric, then by the value of the dimension. */
  readonly #known = new Map<string, Map<string, KeyedMetric>>();

  of({ namespace, name, dimensions }: Measurement): KeyedMetric {
    const [dimension, another] = Object.keys(dimensions);
    if (dimension === undefined || another !== undefined) return made(namespace, name, dimensions);
    const value = dimensions[dimension]!;
    const known = this.#known.get(name)?.get(value);
    if (known?.id.namespace === namespace && known.id.dimensions[0]!.Name === dimension) {
      return known;
    }
    return this.#keep(made(namespace, name, dimensions), value);
  }

  #keep(metric: KeyedMetric, value: string): KeyedMetric {
    const { name } = metric.id;
    const byValue = this.#known.get(name) ?? new Map<string, KeyedMetric>();
    if (byValue.size >= MOST) byValue.clear();
    byValue.set(value, metric);
    this.#known.set(name, byValue);
    return metric;
  }
}

function made(namespace: string, name: string, dimensions: Measurement['dimensions']): KeyedMetric {
  const pairs = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const id = { namespace, name, dimensions: pairs };
  return { id, key: metricKey(id) };
}
