import type { AssumeRoleCommandOutput, AssumeRoleRequest } from '@aws-sdk/client-sts';
import { AwsError } from '../../../core/errors.ts';
import type { Cloud, Operation, Principal } from '../../../core/service.ts';
import { wholeSecond } from '../../../core/whole-second.ts';
import type { RoleEntity, Roles } from '../../iam/index.ts';
import { assumedRoleArn, type Sessions } from '../sessions.ts';

/** In seconds. */
const DEFAULT = 3_600;
/** The longest session of a role that is assumed by a role's session. */
const CHAINED = 3_600;

/**
 * Temporary credentials of a role whose trust policy lets the caller have them.
 * Errors: AccessDenied, ValidationError.
 *
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function assumeRole(
  cloud: Pick<Cloud, 'clock'>,
  roles: Roles,
  sessions: Sessions,
): Operation<AssumeRoleRequest, Omit<AssumeRoleCommandOutput, '$metadata'>> {
  return {
    members: {
      RoleArn: { required: true, length: [20, 2048] },
      RoleSessionName: { required: true, pattern: '[\\w+=,.@-]*', length: [2, 64] },
      DurationSeconds: { range: [900, 43_200] },
      ExternalId: { pattern: '[\\w+=,.@:\\/-]*', length: [2, 1224] },
    },
    // Whose trust policy decides is in the request.
    checkedFirst: true,
    permissions: ({ RoleArn = '', RoleSessionName = '', ExternalId }) => [
      {
        action: 'sts:AssumeRole',
        resource: RoleArn,
        trustPolicy: roles.byArn(RoleArn)?.trust.document ?? NOBODY,
        conditions: {
          'sts:RoleSessionName': RoleSessionName,
          ...(ExternalId !== undefined && { 'sts:ExternalId': ExternalId }),
        },
      },
    ],
    handle({ RoleArn = '', RoleSessionName = '', DurationSeconds = DEFAULT }, { principal }) {
      const role = roles.byArn(RoleArn)!;
      checkDuration(DurationSeconds, role, principal);
      const AssumedRoleUser = {
        AssumedRoleId: `${role.id}:${RoleSessionName}`,
        Arn: assumedRoleArn(RoleArn, RoleSessionName),
      };
      // A service that works for a role signs nothing.
      if (principal.kind === 'service') return { AssumedRoleUser };
      const expiresAt = cloud.clock.now() + DurationSeconds * 1000;
      const session = sessions.issue(RoleArn, RoleSessionName, { expiresAt });
      return {
        Credentials: {
          AccessKeyId: session.accessKeyId,
          SecretAccessKey: session.secretAccessKey,
          SessionToken: session.sessionToken,
          Expiration: wholeSecond(expiresAt),
        },
        AssumedRoleUser,
      };
    },
  };
}

/** A role that does not exist trusts nobody: STS does not tell the two apart. */
const NOBODY = { version: '2012-10-17', id: undefined, statements: [] } as const;

function checkDuration(seconds: number, role: RoleEntity, caller: Principal): void {
  const limits = [
    [role.maxSessionDuration, 'MaxSessionDuration set for this role.'],
    [
      caller.kind === 'role' ? CHAINED : seconds,
      '1 hour session limit for roles assumed by role chaining',
    ],
  ] as const;
  const exceeded = limits.find(([longest]) => seconds > longest);
  if (exceeded !== undefined) {
    throw new AwsError(
      'ValidationError',
      `The requested DurationSeconds exceeds the ${exceeded[1]}`,
    );
  }
}
