import type { Cloud, Service } from '../../core/service.ts';
import { validationErrors } from '../../core/validation-errors.ts';
import type { Roles } from '../iam/index.ts';
import { assumeRole } from './actions/assumeRole.ts';
import { getCallerIdentity } from './actions/getCallerIdentity.ts';
import type { Sessions } from './sessions.ts';

export { assumedRoleArn, type Session, type SessionOptions, Sessions } from './sessions.ts';

/** STS: who calls, and temporary credentials of roles. */
export function createSts(
  cloud: Cloud,
  identities: { readonly roles: Roles; readonly sessions: Sessions },
): Service {
  const { roles, sessions } = identities;
  return {
    sdkId: 'STS',
    operations: {
      AssumeRole: assumeRole(cloud, roles, sessions),
      GetCallerIdentity: getCallerIdentity(cloud, roles),
    },
    refusal: validationErrors('ValidationError'),
    state: sessions,
  };
}
