import type { DeleteFunctionRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import type { Functions } from '../functions.ts';
import { namespacedName } from '../members.ts';

/**
 * Deletes a function. Event source mappings stay, and fail, until they are deleted themselves.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html
 */
export function deleteFunction(functions: Functions): Operation<DeleteFunctionRequest, object> {
  return {
    members: { FunctionName: namespacedName },
    permissions: ({ FunctionName }) => [functions.permission('DeleteFunction', FunctionName)],
    handle({ FunctionName }) {
      functions.delete(functions.get(FunctionName));
      return {};
    },
  };
}
