import type { DeleteParameterRequest } from '@aws-sdk/client-ssm';
import type { Operation } from '../../../core/service.ts';
import { parameterName } from '../members.ts';
import { type Parameters, parameterNotFound } from '../parameters.ts';

/**
 * Deletes a parameter. Errors: ParameterNotFound.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameter.html
 */
export function deleteParameter(parameters: Parameters): Operation<DeleteParameterRequest, object> {
  return {
    members: { Name: { ...parameterName, required: true } },
    permissions: ({ Name }) => [parameters.permission('DeleteParameter', Name)],
    handle({ Name = '' }) {
      if (!parameters.delete(Name)) throw parameterNotFound(Name);
      return {};
    },
  };
}
