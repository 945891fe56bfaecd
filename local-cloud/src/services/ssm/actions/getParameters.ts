import type { GetParametersRequest, GetParametersResult } from '@aws-sdk/client-ssm';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { nameOf, type Parameters } from '../parameters.ts';

const MOST_NAMES = 10;

/**
 * Reads up to ten parameters; names there are none of are listed.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html
 */
export function getParameters(
  parameters: Parameters,
): Operation<GetParametersRequest, GetParametersResult> {
  return {
    members: { Names: { required: true }, WithDecryption: {} },
    permissions: ({ Names = [] }) =>
      Names.map((name) => parameters.permission('GetParameters', name)),
    handle({ Names = [] }) {
      if (Names.length < 1 || Names.length > MOST_NAMES) {
        throw new AwsError(
          'ValidationException',
          `1 validation error detected: Value at 'names' failed to satisfy constraint: Member must have length between 1 and ${MOST_NAMES}`,
        );
      }
      const found = Names.map((name) => parameters.find(nameOf(name) ?? ''));
      return {
        Parameters: found.flatMap((one) => (one === undefined ? [] : [parameters.describe(one)])),
        InvalidParameters: Names.filter((_, index) => found[index] === undefined),
      };
    },
  };
}
