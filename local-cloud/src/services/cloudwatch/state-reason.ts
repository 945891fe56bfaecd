import type { ComparisonOperator, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';

const WORDS: Partial<Record<ComparisonOperator, string>> = {
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  GreaterThanThreshold: 'greater than',
  LessThanOrEqualToThreshold: 'less than or equal to',
  LessThanThreshold: 'less than',
};

/**
 * Why an alarm is in its state, in CloudWatch's words, the latest datapoint first:
 * `Threshold Crossed: 1 datapoint [3.0] was greater than the threshold (1.0).`
 */
export function stateReason(
  configuration: PutMetricAlarmInput,
  known: readonly number[],
  breaching: number,
  missing: number,
): string {
  if (known.length === 0) return withoutData(configuration, missing);
  const { Threshold: threshold = 0, ComparisonOperator: operator } = configuration;
  const values = known.toReversed().map(decimal).join(', ');
  const verb = `${known.length > 1 ? 'were' : 'was'}${breaching > 0 ? '' : ' not'}`;
  const relation = WORDS[operator ?? 'GreaterThanThreshold'];
  return `Threshold Crossed: ${datapoints(known.length)} [${values}] ${verb} ${relation} the threshold (${decimal(threshold)}).`;
}

function withoutData(
  { TreatMissingData: treatment }: PutMetricAlarmInput,
  missing: number,
): string {
  const were = missing > 1 ? 'were' : 'was';
  if (treatment !== 'breaching' && treatment !== 'notBreaching') {
    return `Insufficient Data: ${datapoints(missing)} ${were} unknown.`;
  }
  const treated = treatment === 'breaching' ? 'Breaching' : 'NonBreaching';
  const periods = `${missing} period${missing > 1 ? 's' : ''}`;
  return `Threshold Crossed: no datapoints were received for ${periods} and ${datapoints(missing)} ${were} treated as [${treated}].`;
}

function datapoints(count: number): string {
  return `${count} datapoint${count > 1 ? 's' : ''}`;
}

function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}
