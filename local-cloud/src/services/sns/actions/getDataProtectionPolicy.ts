import type {
  GetDataProtectionPolicyInput,
  GetDataProtectionPolicyResponse,
} from '@aws-sdk/client-sns';
import type { Operation } from '../../../core/service.ts';
import type { Topics } from '../topics.ts';

/**
 * Gives the data protection policy of a topic: nothing, where it has none.
 * Errors: InvalidParameterException, NotFoundException.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_GetDataProtectionPolicy.html
 */
export function getDataProtectionPolicy(
  topics: Topics,
): Operation<GetDataProtectionPolicyInput, GetDataProtectionPolicyResponse> {
  return {
    members: { ResourceArn: { required: true } },
    permissions: ({ ResourceArn }) => [topics.permission('GetDataProtectionPolicy', ResourceArn)],
    handle({ ResourceArn }) {
      const { dataProtection } = topics.get(ResourceArn);
      return dataProtection === undefined ? {} : { DataProtectionPolicy: dataProtection };
    },
  };
}
