import type {
  ListFunctionUrlConfigsRequest,
  ListFunctionUrlConfigsResponse,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import { urlConfig, urlTargets } from '../function-url.ts';
import type { Functions } from '../functions.ts';
import { plainName } from '../members.ts';
import { page } from '../pages.ts';

/**
 * The URLs of a function and of its aliases, at most 50 at a time.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionUrlConfigs.html
 */
export function listFunctionUrlConfigs(
  functions: Functions,
): Operation<ListFunctionUrlConfigsRequest, ListFunctionUrlConfigsResponse> {
  return {
    members: { FunctionName: plainName, Marker: {}, MaxItems: { range: [1, 50] } },
    permissions: ({ FunctionName }) => [
      functions.permission('ListFunctionUrlConfigs', FunctionName),
    ],
    handle({ FunctionName = '', Marker, MaxItems = 50 }) {
      const { items, NextMarker } = page(
        [...urlTargets(functions, FunctionName)],
        Marker,
        MaxItems,
      );
      const FunctionUrlConfigs = items.map((target) => urlConfig(functions.cloud, target));
      return { FunctionUrlConfigs, NextMarker };
    },
  };
}
