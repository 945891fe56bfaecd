import type { StopStreamEncryptionInput } from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import { encryption, stream } from '../members.ts';
import type { Streams } from '../streams.ts';

/**
 * Says of the records put from now on that they are not encrypted.
 * Errors: ResourceNotFoundException, ResourceInUseException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StopStreamEncryption.html
 */
export function stopStreamEncryption(
  streams: Streams,
): Operation<StopStreamEncryptionInput, object> {
  return {
    members: { ...stream, ...encryption },
    permissions: (input) => [streams.permission('StopStreamEncryption', input)],
    handle(input, { principal }) {
      const target = streams.getActive(input);
      target.settings.keyId = undefined;
      streams.begin(target, 'UPDATING', principal);
      return {};
    },
  };
}
