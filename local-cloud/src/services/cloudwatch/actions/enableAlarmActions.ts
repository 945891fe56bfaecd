import type { EnableAlarmActionsInput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../core/service.ts';
import type { Alarms } from '../alarms.ts';
import { alarmNames } from '../members.ts';

/**
 * Lets alarms act on changes of their state.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_EnableAlarmActions.html
 */
export function enableAlarmActions(alarms: Alarms): Operation<EnableAlarmActionsInput, object> {
  return {
    members: { AlarmNames: { ...alarmNames, required: true } },
    permissions: ({ AlarmNames = [] }) =>
      AlarmNames.map((name) => ({
        action: 'cloudwatch:EnableAlarmActions',
        resource: alarms.arn(name),
      })),
    handle({ AlarmNames = [] }) {
      for (const name of AlarmNames) {
        const alarm = alarms.find(name);
        if (alarm !== undefined) alarm.actionsEnabled = true;
      }
      return {};
    },
  };
}
