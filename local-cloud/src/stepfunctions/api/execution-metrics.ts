import type { Cloud } from '../../core/service.ts';
import type { Execution } from '../execution/types.ts';

const ENDS: Readonly<Record<string, string>> = {
  SUCCEEDED: 'ExecutionsSucceeded',
  FAILED: 'ExecutionsFailed',
  TIMED_OUT: 'ExecutionsTimedOut',
  ABORTED: 'ExecutionsAborted',
};

/** How often each value of each metric was measured. */
type Measured = Map<string, Map<number, number>>;

/**
 * The metrics of executions in the namespace `AWS/States`. Those of the children of a Map Run are told
 * together, once what is at work now has had its turn: there may be many.
 * https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
 */
export class ExecutionMetrics {
  readonly #cloud: Cloud;
  /** Of children, by the ARNs of their state machines. */
  readonly #pending = new Map<string, Measured>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  /** An execution has begun, goes on again, or has ended. */
  record(execution: Execution): void {
    const { status, startDate, stopDate = startDate, redriveCount } = execution;
    if (status === 'RUNNING') {
      this.#measure(execution, redriveCount > 0 ? 'ExecutionsRedriven' : 'ExecutionsStarted', 1);
      return;
    }
    const end = ENDS[status];
    if (end === undefined) return;
    this.#measure(execution, end, 1);
    this.#measure(execution, 'ExecutionTime', stopDate - startDate);
  }

  #measure({ spec }: Execution, name: string, value: number): void {
    const { stateMachineArn, mapRunArn } = spec;
    if (mapRunArn === undefined) this.#tell(stateMachineArn, name, value);
    else count(this.#measuredOf(stateMachineArn), name, value);
  }

  #measuredOf(stateMachineArn: string): Measured {
    if (this.#pending.size === 0) queueMicrotask(() => this.#flush());
    let measured = this.#pending.get(stateMachineArn);
    if (measured === undefined) {
      measured = new Map();
      this.#pending.set(stateMachineArn, measured);
    }
    return measured;
  }

  #flush(): void {
    for (const [stateMachineArn, measured] of this.#pending) {
      for (const [name, values] of measured) {
        for (const [value, count] of values) this.#tell(stateMachineArn, name, value, count);
      }
    }
    this.#pending.clear();
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

function count(measured: Measured, name: string, value: number): void {
  let values = measured.get(name);
  if (values === undefined) {
    values = new Map();
    measured.set(name, values);
  }
  values.set(value, (values.get(value) ?? 0) + 1);
}
