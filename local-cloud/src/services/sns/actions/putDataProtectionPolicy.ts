import type { PutDataProtectionPolicyInput } from '@aws-sdk/client-sns';
import type { Operation } from '../../../core/service.ts';
import { checkDataProtection } from '../data-protection.ts';
import type { Topics } from '../topics.ts';

/**
 * Gives a topic a data protection policy: it is kept and described back, and no message is looked into.
 * Errors: InvalidParameterException, NotFoundException.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_PutDataProtectionPolicy.html
 */
export function putDataProtectionPolicy(
  topics: Topics,
): Operation<PutDataProtectionPolicyInput, object> {
  return {
    members: { ResourceArn: { required: true }, DataProtectionPolicy: { required: true } },
    permissions: ({ ResourceArn }) => [topics.permission('PutDataProtectionPolicy', ResourceArn)],
    handle({ ResourceArn, DataProtectionPolicy = '' }) {
      const topic = topics.get(ResourceArn);
      checkDataProtection(topic, DataProtectionPolicy);
      topic.dataProtection = DataProtectionPolicy;
      return {};
    },
  };
}
