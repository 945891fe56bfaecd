import type { ListArchivesRequest, ListArchivesResponse } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../core/service.ts';
import { archiveName, archiveState, sourceArn } from '../archive-members.ts';
import type { Archives } from '../archives.ts';
import { checkOneFilter } from '../one-filter.ts';
import { page, paged } from '../pages.ts';
import { archiveOf } from './describeArchive.ts';

/**
 * Lists archives by name, page by page. Errors: ResourceNotFoundException (bus), ValidationException
 * for more than one filter, and for a token that is none.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListArchives.html
 */
export function listArchives(
  archives: Archives,
): Operation<ListArchivesRequest, ListArchivesResponse> {
  return {
    members: {
      NamePrefix: archiveName,
      EventSourceArn: sourceArn,
      State: archiveState,
      ...paged,
    },
    permissions: () => [{ action: 'events:ListArchives', resource: '*' }],
    handle({ NamePrefix, EventSourceArn, State, ...asked }) {
      checkOneFilter('ListArchives', [NamePrefix, EventSourceArn, State]);
      const { buses } = archives.rules;
      const bus = EventSourceArn === undefined ? undefined : buses.get(EventSourceArn).name;
      const found = archives
        .all()
        .filter((archive) => bus === undefined || archive.bus === bus)
        .map((archive) => archiveOf(archives, archive))
        .filter((archive) => archive.ArchiveName.startsWith(NamePrefix ?? ''))
        .filter((archive) => State === undefined || archive.State === State);
      const { items, next } = page(found, asked);
      return { Archives: [...items], ...next };
    },
  };
}
