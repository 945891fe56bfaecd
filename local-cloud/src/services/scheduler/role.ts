import type { Cloud, Principal } from '../../core/service.ts';
import { failureOf } from '../attempt.ts';
import { assumedRoleArn } from '../sts/index.ts';
import { invalid } from './errors.ts';

export const SCHEDULER = 'scheduler.amazonaws.com';

/**
 * A session of a target's role, which must let Scheduler in. What its trust policy sees as
 * `aws:SourceArn` is the group of the schedule.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
export async function assume(cloud: Cloud, RoleArn: string, groupArn: string): Promise<Principal> {
  const RoleSessionName = cloud.random.uuid().replaceAll('-', '');
  const scheduler: Principal = {
    kind: 'service',
    arn: SCHEDULER,
    service: SCHEDULER,
    sourceArn: groupArn,
  };
  await cloud.call(scheduler, 'STS', 'AssumeRole', { RoleArn, RoleSessionName });
  return { kind: 'role', arn: assumedRoleArn(RoleArn, RoleSessionName), roleArn: RoleArn };
}

/** @throws ValidationException for a role that is not there, or does not let Scheduler in */
export async function checkTrust(cloud: Cloud, role: string, groupArn: string): Promise<void> {
  if ((await failureOf(() => assume(cloud, role, groupArn))) === undefined) return;
  throw invalid(
    'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.',
  );
}
