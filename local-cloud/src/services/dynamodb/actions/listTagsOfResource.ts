import type { ListTagsOfResourceInput, ListTagsOfResourceOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../core/service.ts';
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
): Operation<ListTagsOfResourceInput, ListTagsOfResourceOutput> {
  return {
    members: { ResourceArn: { required: true } },
    permissions: (input) => [onTable(tables, 'ListTagsOfResource', input.ResourceArn)],
    handle(input, context) {
      const table = tables.getTagged(input.ResourceArn ?? '', 'ListTagsOfResource', context);
      return { Tags: [...table.settings.tags] };
    },
  };
}
