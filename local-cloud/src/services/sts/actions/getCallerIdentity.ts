import type { GetCallerIdentityCommandOutput, GetCallerIdentityRequest } from '@aws-sdk/client-sts';
import type { Cloud, Operation } from '../../../core/service.ts';
import type { Roles } from '../../iam/index.ts';

/**
 * Who calls. Needs no permission.
 *
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export function getCallerIdentity(
  cloud: Pick<Cloud, 'accountId'>,
  roles: Roles,
): Operation<GetCallerIdentityRequest, Omit<GetCallerIdentityCommandOutput, '$metadata'>> {
  return {
    members: {},
    permissions: () => [],
    handle(_, { principal }) {
      const role = principal.roleArn && roles.byArn(principal.roleArn);
      const sessionName = principal.arn.slice(principal.arn.lastIndexOf('/') + 1);
      return {
        UserId: role ? `${role.id}:${sessionName}` : cloud.accountId,
        Account: cloud.accountId,
        Arn: principal.arn,
      };
    },
  };
}
