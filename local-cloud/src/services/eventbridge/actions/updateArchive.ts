import type { UpdateArchiveRequest, UpdateArchiveResponse } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { archiveName, description, retentionDays } from '../archive-members.ts';
import type { Archives } from '../archives.ts';
import { eventPattern } from '../members.ts';
import { stateOf } from './describeArchive.ts';

/**
 * Changes what it is given of an archive; the events in it stay. Errors:
 * InvalidEventPatternException, ResourceNotFoundException, ValidationException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UpdateArchive.html
 */
export function updateArchive(
  archives: Archives,
): Operation<UpdateArchiveRequest, UpdateArchiveResponse> {
  return {
    members: {
      ArchiveName: { ...archiveName, required: true },
      Description: description,
      EventPattern: eventPattern,
      RetentionDays: retentionDays,
    },
    permissions: ({ ArchiveName = '' }) => [
      { action: 'events:UpdateArchive', resource: archives.arn(ArchiveName) },
    ],
    handle({ ArchiveName = '', Description, EventPattern, RetentionDays }) {
      if ([Description, EventPattern, RetentionDays].every((given) => given === undefined)) {
        throw new AwsError(
          'ValidationException',
          'At least one of EventPattern, RetentionDays or Description must be provided.',
        );
      }
      const { name, bus, created, ...before } = archives.get(ArchiveName);
      const changed = archives.put({
        name,
        bus,
        created,
        description: Description ?? before.description,
        patternText: EventPattern ?? before.patternText,
        retentionDays: RetentionDays ?? before.retentionDays,
      });
      return stateOf(archives, changed);
    },
  };
}
