import type { ListTagsOfResourceInput, ListTagsOfResourceOutput } from '@aws-sdk/client-dynamodb';
import type { Served } from '../../members.ts';
import { onTable } from '../permissions.ts';
import type { Tables } from '../tables/tables.ts';

/**
 * Lists a table's tags, in one page.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTagsOfResource.html
 */
export function listTagsOfResource(
  tables: Tables,
): Served<ListTagsOfResourceInput, ListTagsOfResourceOutput> {
  return {
    members: ['ResourceArn'],
    permissions: (input) => [onTable(tables, 'ListTagsOfResource', input.ResourceArn)],
    handle: (input) => ({ Tags: [...tables.getTagged(input.ResourceArn ?? '').settings.tags] }),
  };
}
