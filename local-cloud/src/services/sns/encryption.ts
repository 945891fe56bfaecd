import { AwsError } from '../../core/errors.ts';
import type { Principal } from '../../core/service.ts';
import type { Topic } from './topics.ts';

/** The key that AWS manages for SNS in every account: whoever may publish may use it. */
const MANAGED_KEY = 'alias/aws/sns';

/**
 * A key of the customer's own is a name here, whose policy nobody asks. The managed key lets the account's
 * principals in, not AWS's services (CloudWatch's alarms, EventBridge's rules), and nobody can change its
 * policy: they need a key of the customer's own.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 *
 * @throws KMSAccessDeniedException
 */
export function checkAccess({ attributes, arn }: Topic, { kind, arn: publisher }: Principal): void {
  if (kind !== 'service' || attributes.get('KmsMasterKeyId') !== MANAGED_KEY) return;
  throw new AwsError(
    'KMSAccessDeniedException',
    `${publisher} does not have authorization to access the encryption key ${MANAGED_KEY} of ${arn}`,
  );
}
