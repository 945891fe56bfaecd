import type {
  FunctionConfiguration,
  GetFunctionConfigurationRequest,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import type { Functions } from '../functions.ts';
import { namespacedName, qualifier } from '../members.ts';

/**
 * The settings of a function.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html
 */
export function getFunctionConfiguration(
  functions: Functions,
): Operation<GetFunctionConfigurationRequest, FunctionConfiguration> {
  return {
    members: { FunctionName: namespacedName, Qualifier: qualifier },
    permissions: ({ FunctionName }) => [
      functions.permission('GetFunctionConfiguration', FunctionName),
    ],
    handle({ FunctionName, Qualifier }) {
      const { fn, version } = functions.qualified(FunctionName, Qualifier);
      return fn.configuration(version);
    },
  };
}
