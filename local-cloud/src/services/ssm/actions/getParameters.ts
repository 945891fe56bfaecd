import type { GetParametersRequest, GetParametersResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../../core/service.ts';
import { parameterName } from '../members.ts';
import type { Parameters, Referenced } from '../parameters.ts';

/**
 * Reads up to ten parameters, in the order of their names; names there are none of are listed.
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
      const sorted = found.filter((one) => one !== undefined).sort(byName);
      return {
        Parameters: sorted.map((one) => parameters.describe(one, WithDecryption)),
        InvalidParameters: Names.filter((_, index) => found[index] === undefined),
      };
    },
  };
}

function byName(a: Referenced, b: Referenced): number {
  return a.name < b.name ? -1 : Number(a.name > b.name);
}
