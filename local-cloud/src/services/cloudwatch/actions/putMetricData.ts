import type { MetricDatum, PutMetricDataInput } from '@aws-sdk/client-cloudwatch';
import type { Clock } from '../../../core/clock.ts';
import { notSupported } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import type { Alarms } from '../alarms.ts';
import { Datapoint } from '../datapoint.ts';
import { invalidCombination, invalidParameter, missingParameter } from '../errors.ts';
import { dimensions, metricName, namespace, unit } from '../members.ts';
import type { MetricStore } from '../metric-store.ts';

const MAX_DATA = 1000;
const MAX_DIMENSIONS = 30;
const MAX_VALUES = 150;
const HOUR = 60 * 60 * 1000;
const MAX_AGE = 14 * 24 * HOUR;
const MAX_AHEAD = 2 * HOUR;

/**
 * Takes measurements in. They are kept by the minute, also those of high resolution.
 * Errors: InvalidParameterValueException, InvalidParameterCombinationException,
 * MissingRequiredParameterException.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
 */
export function putMetricData(
  metrics: MetricStore,
  alarms: Alarms,
): Operation<PutMetricDataInput, object> {
  return {
    members: {
      Namespace: { ...namespace, required: true },
      MetricData: {
        items: {
          members: {
            MetricName: { ...metricName, required: true },
            Dimensions: { items: dimensions.items },
            Timestamp: {},
            Value: { fraction: true },
            StatisticValues: {
              members: {
                SampleCount: { required: true, fraction: true },
                Sum: { required: true, fraction: true },
                Minimum: { required: true, fraction: true },
                Maximum: { required: true, fraction: true },
              },
            },
            Values: { items: { fraction: true } },
            Counts: { items: { fraction: true } },
            Unit: unit,
            StorageResolution: { range: [1] },
          },
        },
      },
    },
    permissions: ({ Namespace = '' }) => [
      {
        action: 'cloudwatch:PutMetricData',
        resource: '*',
        conditions: { 'cloudwatch:namespace': Namespace },
      },
    ],
    handle({ Namespace: namespace = '', MetricData: data = [] }) {
      if (data.length > MAX_DATA) {
        throw invalidParameter(
          `The collection MetricData must not have a size greater than ${MAX_DATA}.`,
        );
      }
      const samples = data.map((datum, index) => {
        check(datum, `MetricData.member.${index + 1}`, alarms.cloud.clock);
        return sampleOf(namespace, datum, alarms.cloud.clock);
      });
      const measured = new Set(samples.map(({ id, sample }) => metrics.add(id, sample)));
      for (const metric of measured) alarms.measured(metric);
      return {};
    },
  };
}

function sampleOf(namespace: string, datum: MetricDatum, clock: Clock) {
  const { MetricName: name = '', Dimensions: dimensions = [], Unit: unit = 'None' } = datum;
  return {
    id: { namespace, name, dimensions: structuredClone(dimensions) },
    sample: {
      timestamp: datum.Timestamp?.getTime() ?? clock.now(),
      unit,
      datapoint: datapointOf(datum),
    },
  };
}

function datapointOf({ Value, Values, Counts, StatisticValues: set }: MetricDatum): Datapoint {
  if (set !== undefined) {
    return Datapoint.ofSet(set.SampleCount!, set.Sum!, set.Minimum!, set.Maximum!);
  }
  if (Value !== undefined) return Datapoint.of(Value);
  const datapoint = new Datapoint();
  for (const [index, value] of (Values ?? []).entries()) {
    datapoint.merge(Datapoint.of(value, Counts?.[index] ?? 1));
  }
  return datapoint;
}

function check(datum: MetricDatum, member: string, clock: Clock): void {
  if (datum.StorageResolution !== undefined && ![1, 60].includes(datum.StorageResolution)) {
    throw notSupported('CloudWatch', `a StorageResolution of ${datum.StorageResolution}`);
  }
  if ((datum.Dimensions?.length ?? 0) > MAX_DIMENSIONS) {
    throw invalidParameter(
      `The collection ${member}.Dimensions must not have a size greater than ${MAX_DIMENSIONS}.`,
    );
  }
  checkValues(datum, member);
  const age = clock.now() - (datum.Timestamp?.getTime() ?? clock.now());
  if (age > MAX_AGE || age < -MAX_AHEAD) {
    throw invalidParameter(
      `The parameter ${member}.Timestamp must specify a time no more than two weeks in the past and no more than two hours in the future.`,
    );
  }
}

function checkValues(datum: MetricDatum, member: string): void {
  const { Value, Values, Counts, StatisticValues } = datum;
  if (Value !== undefined && !Number.isFinite(Value)) {
    throw invalidParameter(`The value ${Value} for parameter ${member}.Value is invalid.`);
  }
  if (Value !== undefined && Values !== undefined) {
    throw invalidParameter(exclusive(member, 'Value', 'Values'));
  }
  if (Values !== undefined) checkCollections(Values, Counts, member);
  const single = Value === undefined ? Values && 'Values' : 'Value';
  if (StatisticValues === undefined) {
    if (single === undefined) throw missingParameter(`${member}.Value`);
  } else if (single !== undefined) {
    throw invalidCombination(exclusive(member, single, 'StatisticValues'));
  }
}

function exclusive(member: string, one: string, other: string): string {
  return `The parameters ${member}.${one} and ${member}.${other} are mutually exclusive and you have specified both.`;
}

function checkCollections(
  values: readonly number[],
  counts: readonly number[] | undefined,
  member: string,
): void {
  if (counts !== undefined && counts.length !== values.length) {
    throw invalidParameter(
      `The parameters ${member}.Values and ${member}.Counts must be of the same size.`,
    );
  }
  if (values.length > MAX_VALUES) {
    throw invalidParameter(
      `The collection ${member}.Values must not have a size greater than ${MAX_VALUES}.`,
    );
  }
  const wrong = values.find((value) => !Number.isFinite(value));
  if (wrong === undefined) return;
  throw invalidParameter(`The value ${wrong} for parameter ${member}.Values is invalid.`);
}
