import type {
  FunctionEventInvokeConfig,
  GetFunctionEventInvokeConfigRequest,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import { configured } from '../async-config.ts';
import type { Functions } from '../functions.ts';
import { namespacedName, qualifier } from '../members.ts';

/**
 * How asynchronous events of a function are dealt with.
 * Errors: ResourceNotFoundException, also when nothing is configured.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionEventInvokeConfig.html
 */
export function getFunctionEventInvokeConfig(
  functions: Functions,
): Operation<GetFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig> {
  return {
    members: { FunctionName: namespacedName, Qualifier: qualifier },
    permissions: ({ FunctionName }) => [
      functions.permission('GetFunctionEventInvokeConfig', FunctionName),
    ],
    handle: ({ FunctionName, Qualifier }) =>
      configured(functions.qualified(FunctionName, Qualifier)),
  };
}
