import type {
  CreateFunctionUrlConfigRequest,
  CreateFunctionUrlConfigResponse,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import {
  checkInvokeMode,
  checkNoUrl,
  urlConfig,
  urlPermission,
  urlTarget,
} from '../function-url.ts';
import type { Functions } from '../functions.ts';
import { urlMembers } from '../members.ts';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/**
 * Gives a function, or one of its aliases, a URL: a path of the local cloud's.
 * Errors: ResourceNotFoundException, ResourceConflictException, InvalidParameterValueException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunctionUrlConfig.html
 */
export function createFunctionUrlConfig(
  functions: Functions,
): Operation<CreateFunctionUrlConfigRequest, CreateFunctionUrlConfigResponse> {
  const { cloud } = functions;
  return {
    members: { ...urlMembers, AuthType: { ...urlMembers.AuthType, required: true } },
    permissions: (input) => [urlPermission(functions, 'CreateFunctionUrlConfig', input)],
    handle({ AuthType = 'NONE', Cors, InvokeMode, ...input }) {
      checkInvokeMode(InvokeMode);
      const target = urlTarget(functions, input);
      checkNoUrl(target);
      const id = [...cloud.random.bytes(32)].map((byte) => ALPHABET[byte % 32]).join('');
      const now = cloud.clock.now();
      target.url = { id, authType: AuthType, cors: Cors, created: now, modified: now };
      const { LastModifiedTime: _, ...made } = urlConfig(cloud, target);
      return made;
    },
  };
}
