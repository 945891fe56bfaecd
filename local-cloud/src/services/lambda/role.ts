import { AwsError } from '../../errors.ts';
import type { Cloud, Principal } from '../../service.ts';
import { invalid } from './errors.ts';

const LAMBDA: Principal = {
  kind: 'service',
  arn: 'lambda.amazonaws.com',
  service: 'lambda.amazonaws.com',
};

/** Throws InvalidParameterValueException unless the role exists and trusts Lambda. */
export async function checkTrust(cloud: Cloud, roleArn: string): Promise<void> {
  try {
    await cloud.call(LAMBDA, 'STS', 'AssumeRole', {
      RoleArn: roleArn,
      RoleSessionName: 'lambda-trust',
    });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalid('The role defined for the function cannot be assumed by Lambda.');
  }
}

/** Throws InvalidParameterValueException unless the role may do this, which Lambda does in its name. */
export function checkRole(
  cloud: Cloud,
  role: Principal,
  [sdkId, prefix, operation]: readonly [sdkId: string, prefix: string, operation: string],
  resource: string,
): void {
  try {
    cloud.authorize(role, sdkId, [{ action: `${prefix}:${operation}`, resource }]);
  } catch (cause) {
    throw new AwsError(
      'InvalidParameterValueException',
      `The function execution role does not have permissions to call ${operation} on ${sdkId}`,
      { members: { Type: 'User' }, cause },
    );
  }
}
