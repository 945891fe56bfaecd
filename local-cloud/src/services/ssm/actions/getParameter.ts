import type { GetParameterRequest, GetParameterResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../../core/service.ts';
import { parameterName } from '../members.ts';
import type { Parameters } from '../parameters.ts';

/**
 * Reads a parameter, or one of its versions. Errors: ParameterNotFound, ParameterVersionNotFound.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export function getParameter(
  parameters: Parameters,
): Operation<GetParameterRequest, GetParameterResult> {
  return {
    members: { Name: { ...parameterName, required: true }, WithDecryption: {} },
    permissions: ({ Name }) => [parameters.permission('GetParameter', Name)],
    handle({ Name, WithDecryption }) {
      const found = parameters.referenced(Name ?? '');
      return { Parameter: parameters.describe(found, WithDecryption) };
    },
  };
}
