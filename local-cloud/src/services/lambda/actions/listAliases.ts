import type { ListAliasesRequest, ListAliasesResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import type { Functions } from '../functions.ts';
import { functionVersion, maxItems, plainName } from '../members.ts';
import { page } from '../pages.ts';

/**
 * The aliases of a function, or those that stand for one of its versions, at most 50 at a time.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_ListAliases.html
 */
export function listAliases(
  functions: Functions,
): Operation<ListAliasesRequest, ListAliasesResponse> {
  return {
    members: {
      FunctionName: plainName,
      FunctionVersion: functionVersion,
      Marker: {},
      MaxItems: maxItems,
    },
    permissions: ({ FunctionName }) => [functions.permission('ListAliases', FunctionName)],
    handle({ FunctionName, FunctionVersion, Marker, MaxItems = 50 }) {
      const fn = functions.get(FunctionName);
      const wanted = [...fn.aliases.values()]
        .filter((alias) => FunctionVersion === undefined || alias.refersTo(FunctionVersion))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
      const { items, NextMarker } = page(wanted, Marker, Math.min(MaxItems, 50));
      return { Aliases: items.map((alias) => alias.configuration(fn)), NextMarker };
    },
  };
}
