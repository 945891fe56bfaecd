import type { DescribeArchiveRequest, DescribeArchiveResponse } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../core/service.ts';
import { archiveName } from '../archive-members.ts';
import type { Archive, Archives } from '../archives.ts';

/**
 * Describes an archive. Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeArchive.html
 */
export function describeArchive(
  archives: Archives,
): Operation<DescribeArchiveRequest, DescribeArchiveResponse> {
  return {
    members: { ArchiveName: { ...archiveName, required: true } },
    permissions: ({ ArchiveName = '' }) => [
      { action: 'events:DescribeArchive', resource: archives.arn(ArchiveName) },
    ],
    handle({ ArchiveName = '' }) {
      const archive = archives.get(ArchiveName);
      const { description, patternText } = archive;
      return {
        ...archiveOf(archives, archive),
        ArchiveArn: archive.arn,
        ...(description !== undefined && { Description: description }),
        ...(patternText !== undefined && { EventPattern: patternText }),
      };
    },
  };
}

/** An archive as ListArchives tells it. */
export function archiveOf(archives: Archives, archive: Archive) {
  const { ArchiveArn: _, ...state } = stateOf(archives, archive);
  return {
    ArchiveName: archive.name,
    EventSourceArn: archives.rules.buses.arn(archive.bus),
    ...state,
    RetentionDays: archive.retentionDays,
    SizeBytes: archive.events.size,
    EventCount: archive.events.count,
  };
}

/** What is told of an archive that was made or changed. */
export function stateOf(archives: Archives, archive: Archive) {
  const told = { ArchiveArn: archive.arn, CreationTime: new Date(archive.created) };
  if (archives.ruleOf(archive) !== undefined) return { ...told, State: 'ENABLED' as const };
  const StateReason = 'Its managed rule was deleted: update the archive to have it again.';
  return { ...told, State: 'DISABLED' as const, StateReason };
}
