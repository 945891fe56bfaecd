import type { Cloud, Principal } from '../../core/service.ts';
import { failureOf } from '../attempt.ts';
import { assumedRoleArn } from '../sts/index.ts';
import { notAssumable } from './errors.ts';
import { SAGEMAKER } from './events.ts';

/** What the sessions of roles are called that are handed to SageMaker. */
export const SESSION = 'SageMaker';

/**
 * A session of a role that was handed to SageMaker.
 *
 * @throws ValidationException for a role that is not there, or does not let SageMaker in
 */
export async function assume(cloud: Cloud, roleArn: string): Promise<Principal> {
  const input = { RoleArn: roleArn, RoleSessionName: SESSION };
  const denied = await failureOf(() => cloud.call(SAGEMAKER, 'STS', 'AssumeRole', input));
  if (denied !== undefined) throw notAssumable(roleArn);
  return rolePrincipal(roleArn);
}

export function rolePrincipal(roleArn: string): Principal {
  return { kind: 'role', arn: assumedRoleArn(roleArn, SESSION), roleArn };
}
