import type { Cloud } from '../core/service.ts';
import type { HostedFunction, Outcome } from './types.ts';

/**
 * The metrics of functions in the namespace `AWS/Lambda`: of each function, of what was called by
 * its unqualified ARN, and of all functions together.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export class InvocationMetrics {
  readonly #cloud: Cloud;

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  /** Functions that succeed count as no error, so that the average is the rate of errors. */
  ended(fn: HostedFunction, { functionError, durationMs }: Outcome): void {
    this.#publish(fn, 'Invocations', 1, 'Count');
    this.#publish(fn, 'Errors', functionError === undefined ? 0 : 1, 'Count');
    this.#publish(fn, 'Throttles', 0, 'Count');
    this.#publish(fn, 'Duration', durationMs, 'Milliseconds');
  }

  /** A request that found no concurrency left is neither an invocation nor an error. */
  throttled(fn: HostedFunction): void {
    this.#publish(fn, 'Throttles', 1, 'Count');
  }

  #publish(fn: HostedFunction, name: string, value: number, unit: string): void {
    for (const dimensions of dimensionsOf(fn)) {
      this.#cloud.recordMetric({ namespace: 'AWS/Lambda', name, dimensions, value, unit });
    }
  }
}

function dimensionsOf({ name }: HostedFunction): Readonly<Record<string, string>>[] {
  return [{ FunctionName: name }, { FunctionName: name, Resource: name }, {}];
}
