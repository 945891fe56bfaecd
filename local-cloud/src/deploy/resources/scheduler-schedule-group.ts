import type { GetScheduleGroupCommandOutput } from '@aws-sdk/client-scheduler';
import * as z from 'zod';
import { defined, resourceType, tags } from '../resource-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-scheduler-schedulegroup.html */
export const schedulerScheduleGroup = resourceType({
  type: 'AWS::Scheduler::ScheduleGroup',
  properties: z.strictObject({ Name: z.string().optional(), Tags: tags.optional() }),
  async create(properties, context) {
    const Name = properties.Name ?? context.generatedName(64);
    await context.call('Scheduler', 'CreateScheduleGroup', defined({ ...properties, Name }));
    const group = await context.call<GetScheduleGroupCommandOutput>(
      'Scheduler',
      'GetScheduleGroup',
      { Name },
    );
    return {
      ref: Name,
      attributes: {
        Arn: group.Arn!,
        State: group.State!,
        CreationDate: group.CreationDate!.toISOString(),
        LastModificationDate: group.LastModificationDate!.toISOString(),
      },
      remove: () => context.call('Scheduler', 'DeleteScheduleGroup', { Name }),
    };
  },
});
