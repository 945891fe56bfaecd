import type { SetAlarmStateInput } from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import type { Alarms } from '../alarms.ts';
import { alarmName, stateValue } from '../members.ts';

/**
 * Sets an alarm's state until its next evaluation, to try its actions out.
 * Errors: ResourceNotFound.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html
 */
export function setAlarmState(alarms: Alarms): Operation<SetAlarmStateInput, object> {
  return {
    members: {
      AlarmName: { ...alarmName, required: true },
      StateValue: { ...stateValue, required: true },
      StateReason: { required: true, length: [0, 1023] },
      StateReasonData: { length: [0, 4000] },
    },
    permissions: ({ AlarmName }) => [
      { action: 'cloudwatch:SetAlarmState', resource: alarms.arn(String(AlarmName)) },
    ],
    handle({ AlarmName = '', StateValue, StateReason = '', StateReasonData }) {
      if (StateReasonData !== undefined) checkJson(StateReasonData);
      const alarm = alarms.find(AlarmName);
      if (alarm === undefined)
        throw new AwsError('ResourceNotFound', 'Unknown alarm', { status: 404 });
      alarms.setState(alarm, StateValue ?? alarm.state, StateReason, StateReasonData);
      return {};
    },
  };
}

/** CloudWatch says no more (known from moto). */
function checkJson(text: string): void {
  try {
    JSON.parse(text);
  } catch (cause) {
    throw new AwsError('InvalidFormatFault', 'Unknown', { cause });
  }
}
