import type { Broken } from '../../core/contract.ts';
import type { AwsError } from '../../core/errors.ts';
import { ownText, validationErrors } from '../../core/validation-errors.ts';

const own = validationErrors('BadRequestException');
const general = validationErrors('ValidationException');

/**
 * What the API model says of a member is refused as a ValidationException, what API Gateway has words of
 * its own for as a BadRequestException (recorded).
 */
export function refusal(broken: readonly Broken[]): AwsError {
  const first = broken.filter(({ path }) => path === broken[0]?.path);
  return first.some((one) => ownText(one) !== undefined) ? own(broken) : general(broken);
}
