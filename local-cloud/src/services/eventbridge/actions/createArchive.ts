import type { CreateArchiveRequest, CreateArchiveResponse } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { archiveName, description, retentionDays, sourceArn } from '../archive-members.ts';
import type { Archives } from '../archives.ts';
import { eventPattern } from '../members.ts';
import { stateOf } from './describeArchive.ts';

/**
 * Makes an archive of what comes to a bus from now on, and matches the pattern if there is one.
 * Errors: InvalidEventPatternException, ResourceAlreadyExistsException, ResourceNotFoundException
 * (bus), ValidationException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateArchive.html
 */
export function createArchive(
  archives: Archives,
): Operation<CreateArchiveRequest, CreateArchiveResponse> {
  return {
    members: {
      ArchiveName: { ...archiveName, required: true },
      EventSourceArn: { ...sourceArn, required: true },
      Description: description,
      EventPattern: eventPattern,
      RetentionDays: retentionDays,
    },
    permissions: ({ ArchiveName = '', EventSourceArn = '*' }) => [
      { action: 'events:CreateArchive', resource: archives.arn(ArchiveName) },
      { action: 'events:CreateArchive', resource: EventSourceArn },
    ],
    handle({ ArchiveName: name = '', EventSourceArn, RetentionDays = 0, ...rest }) {
      const bus = archives.rules.buses.get(EventSourceArn).name;
      if (archives.find(name) !== undefined) throw exists(`Archive ${name} already exists.`);
      const rule = archives.ruleOf({ name, bus });
      if (rule !== undefined) {
        throw exists(
          `The archive ${name} needs a rule of its own, and ${rule.name} already exists: delete that ` +
            'rule, or name the archive otherwise.',
        );
      }
      const archive = archives.put({
        name,
        bus,
        description: rest.Description,
        patternText: rest.EventPattern,
        retentionDays: RetentionDays,
        created: archives.rules.cloud.clock.now(),
      });
      return stateOf(archives, archive);
    },
  };
}

function exists(message: string): AwsError {
  return new AwsError('ResourceAlreadyExistsException', message);
}
