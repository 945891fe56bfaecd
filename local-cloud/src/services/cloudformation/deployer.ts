import { AwsError } from '../../core/errors.ts';
import type { Cloud, Permission, Principal } from '../../core/service.ts';
import { assumedRoleArn } from '../sts/index.ts';
import { invalid } from './stacks.ts';

const CLOUDFORMATION = 'cloudformation.amazonaws.com';
/** What CloudTrail shows of the calls for a stack. */
const SESSION = 'AWSCloudFormation';

/** What it takes to give a stack a role. */
export function passRole(RoleARN: string | undefined): Permission[] {
  const conditions = { 'iam:PassedToService': CLOUDFORMATION };
  return RoleARN === undefined ? [] : [{ action: 'iam:PassRole', resource: RoleARN, conditions }];
}

/**
 * Who makes the resources of a stack: its role, or whoever calls.
 *
 * @throws ValidationError for a role that does not let CloudFormation in
 */
export async function deployerOf(
  cloud: Cloud,
  caller: Principal,
  RoleArn: string | undefined,
): Promise<Principal> {
  if (RoleArn === undefined) return caller;
  const service: Principal = { kind: 'service', arn: CLOUDFORMATION, service: CLOUDFORMATION };
  try {
    await cloud.call(service, 'STS', 'AssumeRole', { RoleArn, RoleSessionName: SESSION });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalid(`Role ${RoleArn} is invalid or cannot be assumed`);
  }
  return { kind: 'role', arn: assumedRoleArn(RoleArn, SESSION), roleArn: RoleArn };
}
