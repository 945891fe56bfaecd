import type { Measurement, RecordMetric } from '../../core/metrics.ts';
import type { Cloud, Service } from '../../core/service.ts';
import { stateOf } from '../../core/state.ts';
import { deleteAlarms } from './actions/deleteAlarms.ts';
import { describeAlarms } from './actions/describeAlarms.ts';
import { disableAlarmActions } from './actions/disableAlarmActions.ts';
import { enableAlarmActions } from './actions/enableAlarmActions.ts';
import { getMetricData } from './actions/getMetricData.ts';
import { getMetricStatistics } from './actions/getMetricStatistics.ts';
import { listMetrics } from './actions/listMetrics.ts';
import { listTagsForResource } from './actions/listTagsForResource.ts';
import { putMetricAlarm } from './actions/putMetricAlarm.ts';
import { putMetricData } from './actions/putMetricData.ts';
import { setAlarmState } from './actions/setAlarmState.ts';
import { tagResource } from './actions/tagResource.ts';
import { untagResource } from './actions/untagResource.ts';
import { Alarms } from './alarms.ts';
import { Datapoint } from './datapoint.ts';
import { KnownMetrics } from './known-metrics.ts';
import { MetricStore } from './metric-store.ts';
import { refusal } from './refusal.ts';

/** CloudWatch: metrics by the minute, and alarms that are evaluated by the clock. */
export function createCloudWatch(cloud: Cloud) {
  const metrics = new MetricStore(cloud.clock);
  const alarms = new Alarms(cloud, metrics);
  return {
    sdkId: 'CloudWatch',
    operations: {
      DeleteAlarms: deleteAlarms(alarms),
      DescribeAlarms: describeAlarms(alarms),
      DisableAlarmActions: disableAlarmActions(alarms),
      EnableAlarmActions: enableAlarmActions(alarms),
      GetMetricData: getMetricData(metrics),
      GetMetricStatistics: getMetricStatistics(metrics),
      ListMetrics: listMetrics(metrics),
      ListTagsForResource: listTagsForResource(alarms),
      PutMetricAlarm: putMetricAlarm(alarms),
      PutMetricData: putMetricData(metrics, alarms),
      SetAlarmState: setAlarmState(alarms),
      TagResource: tagResource(alarms),
      UntagResource: untagResource(alarms),
    },
    refusal,
    state: stateOf({ metrics, alarms }),
    /** For the other services of the cloud, to publish what they measure about themselves. */
    recordMetric: recorder(cloud, metrics, alarms),
  } satisfies Service & { recordMetric: RecordMetric };
}

function recorder(cloud: Cloud, metrics: MetricStore, alarms: Alarms): RecordMetric {
  const known = new KnownMetrics();
  return (measurement: Measurement) => {
    const { value, unit = 'None', count } = measurement;
    const { id, key } = known.of(measurement);
    const datapoint = Datapoint.of(value, count);
    metrics.add(id, { timestamp: cloud.clock.now(), unit, datapoint }, key);
    alarms.measured(key);
  };
}
