import type { CreateEventBusCommandOutput } from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import { defined, resourceType, tags } from '../resource-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-events-eventbus.html */
export const eventsEventBus = resourceType({
  type: 'AWS::Events::EventBus',
  properties: z.strictObject({
    Name: z.string(),
    Description: z.string().optional(),
    Tags: tags.optional(),
  }),
  async create(properties, context) {
    const { Name } = properties;
    const { EventBusArn } = await context.call<CreateEventBusCommandOutput>(
      'EventBridge',
      'CreateEventBus',
      defined(properties),
    );
    return {
      ref: Name,
      attributes: { Arn: EventBusArn!, Name },
      remove: () => context.call('EventBridge', 'DeleteEventBus', { Name }),
    };
  },
});
