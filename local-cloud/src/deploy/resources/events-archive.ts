import type { CreateArchiveCommandOutput } from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import { jsonObject } from '../../core/json-schemas.ts';
import { defined, number, resourceType } from '../resource-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-archive.html */
export const eventsArchive = resourceType({
  type: 'AWS::Events::Archive',
  properties: z.strictObject({
    ArchiveName: z.string().optional(),
    SourceArn: z.string(),
    Description: z.string().optional(),
    EventPattern: jsonObject.optional(),
    RetentionDays: number.optional(),
  }),
  async create({ SourceArn, EventPattern, ...settings }, context) {
    const ArchiveName = settings.ArchiveName ?? context.generatedName(48);
    const { ArchiveArn } = await context.call<CreateArchiveCommandOutput>(
      'EventBridge',
      'CreateArchive',
      defined({
        ...settings,
        ArchiveName,
        EventSourceArn: SourceArn,
        EventPattern: EventPattern && JSON.stringify(EventPattern),
      }),
    );
    return {
      ref: ArchiveName,
      attributes: { Arn: ArchiveArn! },
      remove: () => context.call('EventBridge', 'DeleteArchive', { ArchiveName }),
    };
  },
});
