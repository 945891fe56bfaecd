import { isDeepStrictEqual } from 'node:util';
import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { boolean, defined, number, resourceType } from '../resource-type.ts';

const properties = z.strictObject({
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
});

type Properties = z.output<typeof properties>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html */
export const lambdaEventSourceMapping = resourceType({
  type: 'AWS::Lambda::EventSourceMapping',
  properties,
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
  fixed: ['EventSourceArn', 'StartingPosition', 'StartingPositionTimestamp'],
  async update({ ref: UUID }, properties, context, before) {
    const isOther = ([name, value]: [string, unknown]) =>
      !isDeepStrictEqual(value, Reflect.get(before, name));
    const changes = Object.fromEntries(Object.entries(whole(properties, before)).filter(isOther));
    await context.call('Lambda', 'UpdateEventSourceMapping', { UUID, ...changes });
    return undefined;
  },
});

/** With the defaults of what was given before, and is left out now. */
function whole(properties: Properties, before: Properties): object {
  const defaults = Object.entries(defaultsOf(properties)).filter(([name]) => name in before);
  return { ...Object.fromEntries(defaults), ...defined(properties) };
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html */
function defaultsOf({ EventSourceArn }: Properties): Partial<Properties> {
  return {
    BatchSize: EventSourceArn.includes(':sqs:') ? 10 : 100,
    Enabled: true,
    FilterCriteria: { Filters: [] },
    FunctionResponseTypes: [],
    MaximumBatchingWindowInSeconds: 0,
    BisectBatchOnFunctionError: false,
    DestinationConfig: { OnFailure: {} },
    MaximumRecordAgeInSeconds: -1,
    MaximumRetryAttempts: -1,
    ParallelizationFactor: 1,
    ScalingConfig: {},
  };
}
