import type { DeleteArchiveRequest } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../core/service.ts';
import { archiveName } from '../archive-members.ts';
import type { Archives } from '../archives.ts';

/**
 * Deletes an archive with its events and its rule. Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteArchive.html
 */
export function deleteArchive(archives: Archives): Operation<DeleteArchiveRequest, object> {
  return {
    members: { ArchiveName: { ...archiveName, required: true } },
    permissions: ({ ArchiveName = '' }) => [
      { action: 'events:DeleteArchive', resource: archives.arn(ArchiveName) },
    ],
    handle({ ArchiveName = '' }) {
      archives.delete(archives.get(ArchiveName));
      return {};
    },
  };
}
