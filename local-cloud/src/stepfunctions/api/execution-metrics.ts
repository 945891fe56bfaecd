import type { Cloud } from '../../core/service.ts';
import type { Execution } from '../execution/types.ts';

const ENDS: Readonly<Record<string, string>> = {
  SUCCEEDED: 'ExecutionsSucceeded',
  FAILED: 'ExecutionsFailed',
  TIMED_OUT: 'ExecutionsTimedOut',
  ABORTED: 'ExecutionsAborted',
};

/** What the children of one state machine came to. */
interface Measured {
  readonly stateMachineArn: string;
  /** How many there were, by the name of the metric. */
  readonly counts: Map<string, number>;
  /** How many took so many milliseconds. */
  readonly times: Map<number, number>;
}

/**
 * The metrics of executions in the namespace `AWS/States`. Those of the children of a Map Run are told
 * together, once what is at work now has had its turn: there may be many.
 * https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
 */
export class ExecutionMetrics {
  readonly #cloud: Cloud;
  #pending: Measured[] = [];

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  /** An execution has begun, goes on again, or has ended. */
  record(execution: Execution): void {
    const { status, spec, startDate, stopDate = startDate, redriveCount } = execution;
    const began = redriveCount > 0 ? 'ExecutionsRedriven' : 'ExecutionsStarted';
    const name = status === 'RUNNING' ? began : ENDS[status];
    if (name === undefined) return;
    const took = status === 'RUNNING' ? undefined : stopDate - startDate;
    const { stateMachineArn, mapRunArn } = spec;
    if (mapRunArn !== undefined) {
      const { counts, times } = this.#measuredOf(stateMachineArn);
      add(counts, name);
      if (took !== undefined) add(times, took);
      return;
    }
    this.#tell(stateMachineArn, name, 1);
    if (took !== undefined) this.#tell(stateMachineArn, 'ExecutionTime', took);
  }

  #measuredOf(stateMachineArn: string): Measured {
    const last = this.#pending.at(-1);
    if (last?.stateMachineArn === stateMachineArn) return last;
    if (last === undefined) queueMicrotask(() => this.#flush());
    const measured = { stateMachineArn, counts: new Map(), times: new Map() };
    this.#pending.push(measured);
    return measured;
  }

  #flush(): void {
    for (const { stateMachineArn, counts, times } of this.#pending) {
      for (const [name, count] of counts) this.#tell(stateMachineArn, name, 1, count);
      for (const [took, count] of times) this.#tell(stateMachineArn, 'ExecutionTime', took, count);
    }
    this.#pending = [];
  }

  #tell(StateMachineArn: string, name: string, value: number, count?: number): void {
    this.#cloud.recordMetric({
      namespace: 'AWS/States',
      name,
      dimensions: { StateMachineArn },
      value,
      unit: name === 'ExecutionTime' ? 'Milliseconds' : 'Count',
      ...(count !== undefined && { count }),
    });
  }
}

function add<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
