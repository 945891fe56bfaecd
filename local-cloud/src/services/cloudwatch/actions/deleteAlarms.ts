import type { DeleteAlarmsInput } from '@aws-sdk/client-cloudwatch';
import type { Operation } from '../../../core/service.ts';
import type { Alarms } from '../alarms.ts';
import { alarmNames } from '../members.ts';

/**
 * Deletes alarms; one that does not exist is no error.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html
 */
export function deleteAlarms(alarms: Alarms): Operation<DeleteAlarmsInput, object> {
  return {
    members: { AlarmNames: { ...alarmNames, required: true } },
    permissions: ({ AlarmNames = [] }) =>
      AlarmNames.map((name) => ({
        action: 'cloudwatch:DeleteAlarms',
        resource: alarms.arn(name),
      })),
    handle({ AlarmNames = [] }) {
      for (const name of AlarmNames) {
        const alarm = alarms.find(name);
        if (alarm !== undefined) alarms.delete(alarm);
      }
      return {};
    },
  };
}
