import type { Cloud } from '../../core/service.ts';

/** A request that was answered. */
export interface Answered {
  readonly apiName: string;
  readonly stageName: string;
  readonly status: number;
  /** In milliseconds. */
  readonly latency: number;
}

/**
 * The metrics of REST APIs in the namespace `AWS/ApiGateway`, for the API and for its stage. The
 * averages of `4XXError` and `5XXError` are rates: every request counts, as 0 or 1.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
 */
export function recordAnswer(cloud: Cloud, answered: Answered): void {
  const { apiName: ApiName, stageName: Stage, status, latency } = answered;
  const named: Record<string, string>[] = [{ ApiName }, { ApiName, Stage }];
  for (const dimensions of named) {
    const publish = (name: string, value: number, unit: string) =>
      cloud.recordMetric({ namespace: 'AWS/ApiGateway', name, dimensions, value, unit });
    publish('Count', 1, 'Count');
    publish('4XXError', status >= 400 && status < 500 ? 1 : 0, 'Count');
    publish('5XXError', status >= 500 ? 1 : 0, 'Count');
    publish('Latency', latency, 'Milliseconds');
  }
}
