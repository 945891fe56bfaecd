import type {
  UpdateFunctionUrlConfigRequest,
  UpdateFunctionUrlConfigResponse,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import { checkInvokeMode, urlConfig, urlOf, urlPermission, urlTarget } from '../function-url.ts';
import type { Functions } from '../functions.ts';
import { urlMembers } from '../members.ts';

/**
 * Changes what is given of a function's URL; its address stays.
 * Errors: ResourceNotFoundException, InvalidParameterValueException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionUrlConfig.html
 */
export function updateFunctionUrlConfig(
  functions: Functions,
): Operation<UpdateFunctionUrlConfigRequest, UpdateFunctionUrlConfigResponse> {
  const { cloud } = functions;
  return {
    members: urlMembers,
    permissions: (input) => [urlPermission(functions, 'UpdateFunctionUrlConfig', input)],
    handle({ AuthType, Cors, InvokeMode, ...input }) {
      checkInvokeMode(InvokeMode);
      const target = urlTarget(functions, input);
      target.url = {
        ...urlOf(target),
        ...(AuthType !== undefined && { authType: AuthType }),
        ...(Cors !== undefined && { cors: Cors }),
        modified: cloud.clock.now(),
      };
      return urlConfig(cloud, target);
    },
  };
}
