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
    BisectBatchOnFunctionError: boolean.optional(),
    DestinationConfig: z
      .strictObject({
        OnFailure: z.strictObject({ Destination: z.string().optional() }).optional(),
      })
      .optional(),
    MaximumRecordAgeInSeconds: number.optional(),
    MaximumRetryAttempts: number.optional(),
    ParallelizationFactor: number.optional(),
    StartingPosition: z.enum(['LATEST', 'AT_TIMESTAMP', 'TRIM_HORIZON']).optional(),
    StartingPositionTimestamp: number.optional(),
    ScalingConfig: z.strictObject({ MaximumConcurrency: number.optional() }).optional(),
  }),
  inert: ['Tags'],
  async create({ StartingPositionTimestamp: seconds, ...properties }, context) {
    const { UUID, EventSourceMappingArn } = await context.call<EventSourceMappingConfiguration>(
      'Lambda',
      'CreateEventSourceMapping',
      defined({
        ...properties,
        // CloudFormation has it in seconds.
        StartingPositionTimestamp: seconds === undefined ? undefined : new Date(seconds * 1000),
      }),
    );
    return {
      ref: UUID!,
      attributes: { Id: UUID!, EventSourceMappingArn: EventSourceMappingArn! },
      remove: () => context.call('Lambda', 'DeleteEventSourceMapping', { UUID }),
    };
  },
});
