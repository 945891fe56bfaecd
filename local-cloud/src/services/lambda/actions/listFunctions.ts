import type { ListFunctionsRequest, ListFunctionsResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import { listed } from '../configurations.ts';
import type { Functions } from '../functions.ts';
import { maxItems } from '../members.ts';
import { page } from '../pages.ts';

/**
 * The functions by name, at most 50 at a time.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html
 */
export function listFunctions(
  functions: Functions,
): Operation<ListFunctionsRequest, ListFunctionsResponse> {
  return {
    members: { Marker: {}, MaxItems: maxItems },
    permissions: () => [{ action: 'lambda:ListFunctions', resource: '*' }],
    handle({ Marker, MaxItems = 50 }) {
      const { items, NextMarker } = page(functions.all(), Marker, Math.min(MaxItems, 50));
      return { Functions: items.map((fn) => listed(fn.configuration())), NextMarker };
    },
  };
}
