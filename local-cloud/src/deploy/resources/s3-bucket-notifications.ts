import type { NotificationConfiguration, Event as S3Event } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { boolean, defined } from '../resource-type.ts';

const part = {
  Event: z.string(),
  Filter: z
    .strictObject({
      S3Key: z.strictObject({
        Rules: z.array(z.strictObject({ Name: z.string(), Value: z.string() })),
      }),
    })
    .optional(),
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-s3-bucket-notificationconfiguration.html */
export const notificationConfiguration = z.strictObject({
  EventBridgeConfiguration: z
    .strictObject({ EventBridgeEnabled: boolean.default(true) })
    .optional(),
  LambdaConfigurations: z.array(z.strictObject({ ...part, Function: z.string() })).optional(),
  QueueConfigurations: z.array(z.strictObject({ ...part, Queue: z.string() })).optional(),
  TopicConfigurations: z.array(z.strictObject({ ...part, Topic: z.string() })).optional(),
});

type Given = z.output<typeof notificationConfiguration>;
type Part = Pick<NonNullable<Given['QueueConfigurations']>[number], 'Event' | 'Filter'>;

/** As S3's API takes it. */
export function notifications(given: Given): NotificationConfiguration {
  const { EventBridgeConfiguration, LambdaConfigurations } = given;
  return defined({
    EventBridgeConfiguration: EventBridgeConfiguration?.EventBridgeEnabled ? {} : undefined,
    LambdaFunctionConfigurations: LambdaConfigurations?.map((one) => ({
      ...apiPart(one),
      LambdaFunctionArn: one.Function,
    })),
    QueueConfigurations: given.QueueConfigurations?.map((one) => ({
      ...apiPart(one),
      QueueArn: one.Queue,
    })),
    TopicConfigurations: given.TopicConfigurations?.map((one) => ({
      ...apiPart(one),
      TopicArn: one.Topic,
    })),
  });
}

function apiPart({ Event, Filter }: Part) {
  const FilterRules = Filter?.S3Key.Rules as { Name: 'prefix'; Value: string }[] | undefined;
  return { Events: [Event as S3Event], ...(FilterRules && { Filter: { Key: { FilterRules } } }) };
}
