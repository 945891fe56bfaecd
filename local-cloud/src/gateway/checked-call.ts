import type { Cloud, Principal, Service } from '../core/service.ts';
import { loadModel } from '../sdk/schemas.ts';
import { checkBody } from './codecs/check.ts';
import { objectDialect } from './codecs/dialects.ts';

/**
 * Calls an operation with an input that no codec has read: its members are held to
 * their kinds in the API model first.
 *
 * @throws AwsError SerializationException, and what the operation throws
 */
export async function checkedCall(
  cloud: Pick<Cloud, 'call'> & { readonly services: ReadonlyMap<string, Service> },
  principal: Principal,
  sdkId: string,
  operation: string,
  input: object,
): Promise<object> {
  const { operations } = await loadModel(sdkId);
  const { refusal } = cloud.services.get(sdkId)!;
  const dialect = objectDialect(false);
  checkBody(operations.get(operation)!.input, input, { dialect, refusal });
  return cloud.call(principal, sdkId, operation, input);
}
