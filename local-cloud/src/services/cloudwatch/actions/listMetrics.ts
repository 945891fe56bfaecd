import type { ListMetricsInput, ListMetricsOutput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../core/service.ts';
import { invalidParameter } from '../errors.ts';
import { metricName, namespace } from '../members.ts';
import type { Metric, MetricStore } from '../metric-store.ts';

const PAGE_SIZE = 500;

/**
 * Lists the metrics that have been written to. A dimension without a value asks for its name.
 * Errors: InvalidParameterValueException.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html
 */
export function listMetrics(metrics: MetricStore): Operation<ListMetricsInput, ListMetricsOutput> {
  return {
    members: {
      Namespace: namespace,
      MetricName: metricName,
      Dimensions: {
        length: [0, 10],
        items: {
          members: { Name: { required: true, length: [1, 255] }, Value: { length: [1, 1024] } },
        },
      },
      NextToken: {},
    },
    permissions: () => [{ action: 'cloudwatch:ListMetrics', resource: '*' }],
    handle(input) {
      const start = Number(input.NextToken ?? 0);
      if (!Number.isInteger(start)) throw invalidParameter('Invalid nextToken');
      const found = metrics.all().filter((metric) => isAsked(metric, input));
      const page = found.slice(start, start + PAGE_SIZE);
      return {
        Metrics: page.map(({ id }) => ({
          Namespace: id.namespace,
          MetricName: id.name,
          Dimensions: [...id.dimensions],
        })),
        ...(start + page.length < found.length && { NextToken: String(start + page.length) }),
      };
    },
  };
}

function isAsked({ id }: Metric, { Namespace, MetricName, Dimensions = [] }: ListMetricsInput) {
  return (
    (Namespace === undefined || id.namespace === Namespace) &&
    (MetricName === undefined || id.name === MetricName) &&
    Dimensions.every(({ Name, Value }) =>
      id.dimensions.some(
        (dimension) =>
          dimension.Name === Name && (Value === undefined || dimension.Value === Value),
      ),
    )
  );
}
