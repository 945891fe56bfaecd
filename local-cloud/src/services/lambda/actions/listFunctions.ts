import type { ListFunctionsRequest, ListFunctionsResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import { listed } from '../configurations.ts';
import type { Functions } from '../functions.ts';
import { maxItems } from '../members.ts';
import { page } from '../pages.ts';

/**
 * The functions by name, or all their versions, at most 50 at a time.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html
 */
export function listFunctions(
  functions: Functions,
): Operation<ListFunctionsRequest, ListFunctionsResponse> {
  return {
    members: { FunctionVersion: { enum: ['ALL'] }, Marker: {}, MaxItems: maxItems },
    permissions: () => [{ action: 'lambda:ListFunctions', resource: '*' }],
    handle({ FunctionVersion, Marker, MaxItems = 50 }) {
      const all = functions.all().flatMap((fn) => {
        const versions = FunctionVersion === undefined ? [fn.latest] : fn.versions;
        return versions.map((version) => ({ fn, version }));
      });
      const { items, NextMarker } = page(all, Marker, Math.min(MaxItems, 50));
      const Functions = items.map(({ fn, version }) => ({
        ...listed(fn.configuration(version)),
        ...(FunctionVersion !== undefined && { FunctionArn: `${fn.arn}:${version.version}` }),
      }));
      return { Functions, NextMarker };
    },
  };
}
