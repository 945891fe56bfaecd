import type { UntagResourceCommandOutput, UntagResourceInput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../core/service.ts';
import { tagKey } from '../members.ts';
import { onTable } from '../permissions.ts';
import type { Tables } from '../tables/tables.ts';

const NO_KEY = 'Atleast one Tag Key needs to be provided as Input.';

/**
 * Removes tags from a table, given by its ARN.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UntagResource.html
 */
export function untagResource(
  tables: Tables,
): Operation<UntagResourceInput, Omit<UntagResourceCommandOutput, '$metadata'>> {
  return {
    members: {
      ResourceArn: { required: true },
      TagKeys: { required: true, length: [1], items: tagKey, says: { length: NO_KEY } },
    },
    permissions: (input) => [onTable(tables, 'UntagResource', input.ResourceArn)],
    handle(input, context) {
      const table = tables.getTagged(input.ResourceArn ?? '', 'UntagResource', context);
      const gone = new Set(input.TagKeys);
      const tags = table.settings.tags.filter(({ Key }) => !gone.has(Key ?? ''));
      table.settings = { ...table.settings, tags };
      return {};
    },
  };
}
