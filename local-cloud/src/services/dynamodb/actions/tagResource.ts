import type { TagResourceCommandOutput, TagResourceInput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../core/service.ts';
import { required, tags } from '../members.ts';
import { onTable } from '../permissions.ts';
import type { Tables } from '../tables/tables.ts';
import { checkTags } from '../tables/tags.ts';

const NO_TAG = 'Atleast one Tag needs to be provided as Input.';

/**
 * Adds tags to a table, given by its ARN; a tag of the same key is replaced.
 * Errors: ResourceNotFoundException, ValidationException.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TagResource.html
 */
export function tagResource(
  tables: Tables,
): Operation<TagResourceInput, Omit<TagResourceCommandOutput, '$metadata'>> {
  return {
    members: {
      ResourceArn: required,
      Tags: { ...tags, required: true, length: [1], says: { length: NO_TAG } },
    },
    permissions: (input) => [onTable(tables, 'TagResource', input.ResourceArn)],
    handle(input, context) {
      const table = tables.getTagged(input.ResourceArn ?? '', 'TagResource', context);
      const added = input.Tags ?? [];
      const kept = table.settings.tags.filter(({ Key }) => !added.some((tag) => tag.Key === Key));
      const tags = [...kept, ...added];
      checkTags(tags);
      table.settings = { ...table.settings, tags };
      return {};
    },
  };
}
