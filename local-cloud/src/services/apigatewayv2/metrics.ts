import type { Cloud } from '../../core/service.ts';

/** A request that was answered. */
export interface Answered {
  readonly apiId: string;
  readonly stage: string;
  readonly status: number;
  /** In milliseconds. */
  readonly latency: number;
}

/**
 * The metrics of HTTP APIs in the namespace `AWS/ApiGateway`, for the API and for its stage. The
 * averages of `4xx` and `5xx` are rates: every request counts, as 0 or 1.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
 */
export function recordAnswer(cloud: Cloud, answered: Answered): void {
  const { apiId, stage, status, latency } = answered;
  const named: Record<string, string>[] = [{ ApiId: apiId }, { ApiId: apiId, Stage: stage }];
  for (const dimensions of named) {
    const publish = (name: string, value: number, unit: string) =>
      cloud.recordMetric({ namespace: 'AWS/ApiGateway', name, dimensions, value, unit });
    publish('Count', 1, 'Count');
    publish('4xx', status >= 400 && status < 500 ? 1 : 0, 'Count');
    publish('5xx', status >= 500 ? 1 : 0, 'Count');
    publish('Latency', latency, 'Milliseconds');
  }
}
