import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { boolean, defined, number, resourceType } from '../resource-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html */
export const lambdaEventSourceMapping = resourceType({
  type: 'AWS::Lambda::EventSourceMapping',
  properties: z.strictObject({
    FunctionName: z.string(),
    EventSourceArn: z.string(),
    BatchSize: number.optional(),
    Enabled: boolean.optional(),
    FilterCriteria: z
      .strictObject({ Filters: z.array(z.strictObject({ Pattern: z.string() })) })
      .optional(),
    FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).optional(),
    MaximumBatchingWindowInSeconds: number.optional(),
    ScalingConfig: z.strictObject({ MaximumConcurrency: number.optional() }).optional(),
  }),
  inert: ['Tags'],
  async create(properties, context) {
    const { UUID, EventSourceMappingArn } = await context.call<EventSourceMappingConfiguration>(
      'Lambda',
      'CreateEventSourceMapping',
      defined(properties),
    );
    return {
      ref: UUID!,
      attributes: { Id: UUID!, EventSourceMappingArn: EventSourceMappingArn! },
      remove: () => context.call('Lambda', 'DeleteEventSourceMapping', { UUID }),
    };
  },
});
