import { AwsError } from '../../core/errors.ts';
import type { Cloud, Principal } from '../../core/service.ts';
import type { Host } from '../../function-host/types.ts';
import type { LambdaFunction } from './function.ts';

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
    const message = 'The role defined for the function cannot be assumed by Lambda.';
    const [hint] = error.message.split('\n');
    const said = { members: { Type: 'User' }, cause: error, ...(hint && { hint }) };
    throw new AwsError('InvalidParameterValueException', message, said);
  }
}

/** An operation that Lambda calls in the name of a function's role, as messages call it. */
export interface RoleCall {
  /** `SQS`, `SNS`, `XRAY` */
  readonly service: string;
  readonly operation: string;
  readonly resource: string;
}

/**
 * AWS refuses settings that the role does not permit: dead letters, traces.
 *
 * @throws InvalidParameterValueException
 */
export function checkSettings(cloud: Cloud, host: Host, fn: LambdaFunction): void {
  const { DeadLetterArn, Tracing } = fn.settings;
  const role = host.principalOf(fn.hosted());
  if (DeadLetterArn !== undefined) {
    const [service, operation] = DeadLetterArn.includes(':sqs:')
      ? (['SQS', 'SendMessage'] as const)
      : (['SNS', 'Publish'] as const);
    checkRole(cloud, role, { service, operation, resource: DeadLetterArn }, 'provided');
  }
  if (Tracing === 'Active') {
    const call = { service: 'XRAY', operation: 'PutTraceSegments', resource: '*' };
    checkRole(cloud, role, call, 'provided');
  }
}

/**
 * Throws InvalidParameterValueException unless the role may do this.
 *
 * @param which role, as most of Lambda's messages call it, or the whole message
 */
export function checkRole(
  cloud: Cloud,
  role: Principal,
  { service, operation, resource }: RoleCall,
  which: 'provided' | 'function' | (string & {}),
): void {
  const isRole = which === 'provided' || which === 'function';
  const message = isRole
    ? `The ${which} execution role does not have permissions to call ${operation} on ${service}`
    : which;
  try {
    authorize(cloud, role, { service, operation, resource });
  } catch (cause) {
    const members = { Type: 'User' };
    // A denial says in its last line which statement is missing.
    const missing = cause instanceof AwsError ? cause.message.split('\n')[1] : undefined;
    const hint = missing !== undefined && { hint: missing };
    throw new AwsError('InvalidParameterValueException', message, { members, cause, ...hint });
  }
}

/** What Lambda can do without: whether the role may do it changes nothing. */
export function tryRole(cloud: Cloud, role: Principal, call: RoleCall): void {
  try {
    authorize(cloud, role, call);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}

function authorize(
  cloud: Cloud,
  role: Principal,
  { service, operation, resource }: RoleCall,
): void {
  const action = `${service.toLowerCase()}:${operation}`;
  cloud.authorize(role, service, [{ action, resource }]);
}
