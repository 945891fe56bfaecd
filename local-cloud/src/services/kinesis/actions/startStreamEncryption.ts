import type { StartStreamEncryptionInput } from '@aws-sdk/client-kinesis';
import { notSupported } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { encryption, stream } from '../members.ts';
import type { Streams } from '../streams.ts';

/** The key that AWS manages for Kinesis in every account. */
const MANAGED_KEY = 'alias/aws/kinesis';

/**
 * Says of a stream, and of the records put from now on, that they are encrypted. There is no KMS
 * here, so no key of the customer's own.
 * Errors: ResourceNotFoundException, ResourceInUseException; NotSupportedByLocalCloud for other keys.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StartStreamEncryption.html
 */
export function startStreamEncryption(
  streams: Streams,
): Operation<StartStreamEncryptionInput, object> {
  return {
    members: { ...stream, ...encryption },
    permissions: (input) => [streams.permission('StartStreamEncryption', input)],
    handle(input, { principal }) {
      const target = streams.getActive(input);
      if (input.KeyId !== MANAGED_KEY) {
        throw notSupported('Kinesis', `encryption with a key other than ${MANAGED_KEY}`);
      }
      target.settings.keyId = input.KeyId;
      streams.begin(target, 'UPDATING', principal);
      return {};
    },
  };
}
