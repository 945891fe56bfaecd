import type {
  ListVersionsByFunctionRequest,
  ListVersionsByFunctionResponse,
} from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import { listed } from '../configurations.ts';
import type { Functions } from '../functions.ts';
import { maxItems, namespacedName } from '../members.ts';
import { page } from '../pages.ts';

/**
 * `$LATEST` and the published versions, at most 50 at a time.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_ListVersionsByFunction.html
 */
export function listVersionsByFunction(
  functions: Functions,
): Operation<ListVersionsByFunctionRequest, ListVersionsByFunctionResponse> {
  return {
    members: { FunctionName: namespacedName, Marker: {}, MaxItems: maxItems },
    permissions: ({ FunctionName }) => [
      functions.permission('ListVersionsByFunction', FunctionName),
    ],
    handle({ FunctionName, Marker, MaxItems = 50 }) {
      const fn = functions.get(FunctionName);
      const { items, NextMarker } = page(fn.versions, Marker, Math.min(MaxItems, 50));
      const Versions = items.map((version) => ({
        ...listed(fn.configuration(version)),
        FunctionArn: `${fn.arn}:${version.version}`,
      }));
      return { Versions, NextMarker };
    },
  };
}
