import type {
  GetFunctionUrlConfigRequest,
  GetFunctionUrlConfigResponse,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import { urlConfig, urlPermission, urlTarget } from '../function-url.ts';
import type { Functions } from '../functions.ts';
import { plainName, urlQualifier } from '../members.ts';

/**
 * The URL of a function or of an alias.
 * Errors: ResourceNotFoundException, also where there is none.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionUrlConfig.html
 */
export function getFunctionUrlConfig(
  functions: Functions,
): Operation<GetFunctionUrlConfigRequest, GetFunctionUrlConfigResponse> {
  return {
    members: { FunctionName: plainName, Qualifier: urlQualifier },
    permissions: (input) => [urlPermission(functions, 'GetFunctionUrlConfig', input)],
    handle: (input) => urlConfig(functions.cloud, urlTarget(functions, input)),
  };
}
