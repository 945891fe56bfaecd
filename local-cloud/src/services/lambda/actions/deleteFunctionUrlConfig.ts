import type { DeleteFunctionUrlConfigRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import { urlOf, urlPermission, urlTarget } from '../function-url.ts';
import type { Functions } from '../functions.ts';
import { plainName, urlQualifier } from '../members.ts';

/**
 * Deletes the URL of a function or of an alias: another one will have another address.
 * Errors: ResourceNotFoundException, also where there is none.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionUrlConfig.html
 */
export function deleteFunctionUrlConfig(
  functions: Functions,
): Operation<DeleteFunctionUrlConfigRequest, object> {
  return {
    members: { FunctionName: plainName, Qualifier: urlQualifier },
    permissions: (input) => [urlPermission(functions, 'DeleteFunctionUrlConfig', input)],
    handle(input) {
      const target = urlTarget(functions, input);
      urlOf(target);
      target.url = undefined;
      return {};
    },
  };
}
