import * as z from 'zod';
import { UserError } from '../core/errors.ts';

/** An AWS operation that the console asks for: it has no keys to sign with, and needs none here. */
export const awsCall = z.strictObject({
  /** As the SDK's client is called, without `Client`. */
  service: z.string(),
  operation: z.string(),
  input: z.record(z.string(), z.json()),
});

interface Offered {
  readonly sdkId: string;
  readonly operations: readonly string[];
}

/** Their input has neither times nor bytes, which JSON has no form for. */
const OFFERED: ReadonlyMap<string, Offered> = new Map([
  [
    'SFN',
    {
      sdkId: 'SFN',
      operations: [
        'DescribeStateMachine',
        'DescribeStateMachineForExecution',
        'GetExecutionHistory',
        'ListExecutions',
        'ListStateMachines',
        'RedriveExecution',
        'StartExecution',
        'StopExecution',
      ],
    },
  ],
  [
    'IAM',
    {
      sdkId: 'IAM',
      operations: [
        'GetPolicy',
        'GetPolicyVersion',
        'GetRolePolicy',
        'ListAttachedRolePolicies',
        'ListRolePolicies',
        'ListRoles',
      ],
    },
  ],
  ['CloudWatchLogs', { sdkId: 'CloudWatch Logs', operations: ['FilterLogEvents'] }],
]);

/**
 * The SDK's id of a service.
 *
 * @throws UserError for an operation that is not offered here
 */
export function sdkIdOf(service: string, operation: string): string {
  const offered = OFFERED.get(service);
  if (offered?.operations.includes(operation)) return offered.sdkId;
  const all = [...OFFERED].map(([name, { operations }]) => `${name}: ${operations.join(', ')}`);
  throw new UserError(`The console does not call ${service} ${operation}`, {
    why: `It calls ${all.join('; ')}`,
    fix: 'Any AWS client calls all that the cloud serves.',
  });
}
