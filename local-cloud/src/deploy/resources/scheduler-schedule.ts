import type { CreateScheduleCommandOutput } from '@aws-sdk/client-scheduler';
import * as z from 'zod';
import { defined, number, resourceType } from '../resource-type.ts';

const date = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

const target = z.strictObject({
  Arn: z.string(),
  RoleArn: z.string(),
  Input: z.string().optional(),
  DeadLetterConfig: z.strictObject({ Arn: z.string().optional() }).optional(),
  RetryPolicy: z
    .strictObject({
      MaximumEventAgeInSeconds: number.optional(),
      MaximumRetryAttempts: number.optional(),
    })
    .optional(),
  EventBridgeParameters: z.strictObject({ DetailType: z.string(), Source: z.string() }).optional(),
  KinesisParameters: z.strictObject({ PartitionKey: z.string() }).optional(),
  SqsParameters: z.strictObject({ MessageGroupId: z.string().optional() }).optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-scheduler-schedule.html */
export const schedulerSchedule = resourceType({
  type: 'AWS::Scheduler::Schedule',
  properties: z.strictObject({
    Name: z.string().optional(),
    GroupName: z.string().optional(),
    Description: z.string().optional(),
    ScheduleExpression: z.string(),
    ScheduleExpressionTimezone: z.string().optional(),
    StartDate: date.optional(),
    EndDate: date.optional(),
    State: z.enum(['ENABLED', 'DISABLED']).optional(),
    FlexibleTimeWindow: z.strictObject({
      Mode: z.enum(['OFF', 'FLEXIBLE']),
      MaximumWindowInMinutes: number.optional(),
    }),
    Target: target,
  }),
  async create(properties, context) {
    const Name = properties.Name ?? context.generatedName(64);
    const { ScheduleArn } = await context.call<CreateScheduleCommandOutput>(
      'Scheduler',
      'CreateSchedule',
      defined({ ...properties, Name }),
    );
    const named = defined({ Name, GroupName: properties.GroupName });
    return {
      ref: Name,
      attributes: { Arn: ScheduleArn! },
      remove: () => context.call('Scheduler', 'DeleteSchedule', named),
    };
  },
  fixed: ['Name', 'GroupName'],
  async update({ ref: Name }, properties, context) {
    await context.call('Scheduler', 'UpdateSchedule', defined({ ...properties, Name }));
  },
});
