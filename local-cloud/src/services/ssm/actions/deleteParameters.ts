import type { DeleteParametersRequest, DeleteParametersResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../../core/service.ts';
import { parameterName } from '../members.ts';
import type { Parameters } from '../parameters.ts';

/**
 * Deletes up to ten parameters; names there are none of are listed.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameters.html
 */
export function deleteParameters(
  parameters: Parameters,
): Operation<DeleteParametersRequest, DeleteParametersResult> {
  return {
    members: { Names: { required: true, length: [1, 10], items: parameterName } },
    permissions: ({ Names = [] }) =>
      Names.map((name) => parameters.permission('DeleteParameters', name)),
    handle({ Names = [] }) {
      const DeletedParameters = Names.filter((name) => parameters.delete(name));
      const InvalidParameters = Names.filter((name) => !DeletedParameters.includes(name));
      return { DeletedParameters, InvalidParameters };
    },
  };
}
