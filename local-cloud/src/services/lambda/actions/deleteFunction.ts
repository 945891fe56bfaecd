import type { DeleteFunctionRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import { conflict, functionNotFound, invalid } from '../errors.ts';
import type { LambdaFunction } from '../function.ts';
import type { Functions } from '../functions.ts';
import { namespacedName, qualifier } from '../members.ts';
import { LATEST } from '../qualified.ts';

/**
 * Deletes a function, or one of its versions (`Qualifier`) that no alias stands for. Event source
 * mappings stay, and fail, until they are deleted themselves.
 * Errors: ResourceNotFoundException, ResourceConflictException, InvalidParameterValueException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html
 */
export function deleteFunction(functions: Functions): Operation<DeleteFunctionRequest, object> {
  return {
    members: { FunctionName: namespacedName, Qualifier: qualifier },
    permissions: ({ FunctionName, Qualifier }) => [
      functions.permission('DeleteFunction', FunctionName, Qualifier),
    ],
    handle({ FunctionName, Qualifier }) {
      if (Qualifier === LATEST) {
        throw invalid('$LATEST version cannot be deleted without deleting the function.');
      }
      const { fn, qualifier: version } = functions.qualified(FunctionName, Qualifier);
      if (version === undefined) functions.delete(fn);
      else deleteVersion(functions, fn, version);
      return {};
    },
  };
}

function deleteVersion(functions: Functions, fn: LambdaFunction, version: string): void {
  if (fn.aliases.has(version)) throw invalid('Deletion of aliases is not currently supported.');
  const aliases = [...fn.aliases.values()].filter((alias) => alias.refersTo(version));
  if (aliases.length > 0) {
    throw conflict(
      `Version ${version} cannot be deleted: these aliases refer to it: ${aliases.map(({ name }) => name).join(', ')}`,
    );
  }
  if (!fn.unpublish(version)) throw functionNotFound(`${fn.arn}:${version}`);
  functions.host.retire(`${fn.arn}:${version}`);
}
