import type { DisableAlarmActionsInput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../core/service.ts';
import type { Alarms } from '../alarms.ts';
import { alarmNames } from '../members.ts';

/**
 * Keeps alarms from acting on changes of their state.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DisableAlarmActions.html
 */
export function disableAlarmActions(alarms: Alarms): Operation<DisableAlarmActionsInput, object> {
  return {
    members: { AlarmNames: { ...alarmNames, required: true } },
    permissions: ({ AlarmNames = [] }) =>
      AlarmNames.map((name) => ({
        action: 'cloudwatch:DisableAlarmActions',
        resource: alarms.arn(name),
      })),
    handle({ AlarmNames = [] }) {
      for (const name of AlarmNames) {
        const alarm = alarms.find(name);
        if (alarm !== undefined) alarm.actionsEnabled = false;
      }
      return {};
    },
  };
}
