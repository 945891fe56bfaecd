import { AwsError } from '../../core/errors.ts';
import type { Alarm } from './alarm.ts';
import type { Alarms } from './alarms.ts';

/** The alarm whose tags are meant. Throws ResourceNotFoundException. */
export function taggedAlarm(alarms: Alarms, arn: string | undefined): Alarm {
  const alarm = alarms.byArn(arn ?? '');
  if (alarm !== undefined) return alarm;
  throw new AwsError('ResourceNotFoundException', `The resource ${arn} does not exist.`, {
    status: 404,
  });
}
