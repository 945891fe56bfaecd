import type { DeleteAliasRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import type { Functions } from '../functions.ts';
import { aliasName, plainName } from '../members.ts';

/**
 * Deletes an alias, and its policy with it; one that is not there is deleted already.
 * Errors: ResourceNotFoundException when there is no such function.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_DeleteAlias.html
 */
export function deleteAlias(functions: Functions): Operation<DeleteAliasRequest, object> {
  return {
    members: { FunctionName: plainName, Name: aliasName },
    permissions: ({ FunctionName }) => [functions.permission('DeleteAlias', FunctionName)],
    handle({ FunctionName, Name = '' }) {
      const fn = functions.get(FunctionName);
      if (fn.aliases.delete(Name)) fn.forget(Name);
      return {};
    },
  };
}
