import type { GetParametersRequest, GetParametersResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../../core/service.ts';
import { parameterName } from '../members.ts';
import type { Parameters } from '../parameters.ts';

/**
 * Reads up to ten parameters; names there are none of are listed.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html
 */
export function getParameters(
  parameters: Parameters,
): Operation<GetParametersRequest, GetParametersResult> {
  return {
    members: {
      Names: { required: true, length: [1, 10], items: parameterName },
      WithDecryption: {},
    },
    permissions: ({ Names = [] }) =>
      Names.map((name) => parameters.permission('GetParameters', name)),
    handle({ Names = [], WithDecryption }) {
      const found = Names.map((name) => parameters.lookup(name));
      return {
        Parameters: found
          .filter((one) => one !== undefined)
          .map((one) => parameters.describe(one, WithDecryption)),
        InvalidParameters: Names.filter((_, index) => found[index] === undefined),
      };
    },
  };
}
