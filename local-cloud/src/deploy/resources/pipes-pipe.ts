import { isDeepStrictEqual } from 'node:util';
import type { DescribePipeCommandOutput } from '@aws-sdk/client-pipes';
import * as z from 'zod';
import { AwsError, UserError } from '../../core/errors.ts';
import {
  defined,
  number,
  orRemoved,
  type ResourceContext,
  resourceType,
} from '../resource-type.ts';

const stream = {
  BatchSize: number.optional(),
  DeadLetterConfig: z.strictObject({ Arn: z.string().optional() }).optional(),
  OnPartialBatchItemFailure: z.literal('AUTOMATIC_BISECT').optional(),
  MaximumBatchingWindowInSeconds: number.optional(),
  MaximumRecordAgeInSeconds: number.optional(),
  MaximumRetryAttempts: number.optional(),
  ParallelizationFactor: number.optional(),
};

/** Seconds since 1970, or a date as a text has it. */
const time = z
  .union([
    number.transform((seconds) => new Date(seconds * 1000)),
    z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
  ])
  .optional();

const sourceParameters = z.strictObject({
  FilterCriteria: z
    .strictObject({
      Filters: z.array(z.strictObject({ Pattern: z.string().optional() })).optional(),
    })
    .optional(),
  KinesisStreamParameters: z
    .strictObject({
      ...stream,
      StartingPosition: z.enum(['LATEST', 'AT_TIMESTAMP', 'TRIM_HORIZON']),
      StartingPositionTimestamp: time,
    })
    .optional(),
  DynamoDBStreamParameters: z
    .strictObject({ ...stream, StartingPosition: z.enum(['LATEST', 'TRIM_HORIZON']) })
    .optional(),
  SqsQueueParameters: z
    .strictObject({
      BatchSize: number.optional(),
      MaximumBatchingWindowInSeconds: number.optional(),
    })
    .optional(),
});

const invocation = z
  .strictObject({ InvocationType: z.enum(['REQUEST_RESPONSE', 'FIRE_AND_FORGET']).optional() })
  .optional();

const targetParameters = z.strictObject({
  InputTemplate: z.string().optional(),
  LambdaFunctionParameters: invocation,
  StepFunctionStateMachineParameters: invocation,
  KinesisStreamParameters: z.strictObject({ PartitionKey: z.string() }).optional(),
  SqsQueueParameters: z
    .strictObject({
      MessageGroupId: z.string().optional(),
      MessageDeduplicationId: z.string().optional(),
    })
    .optional(),
  EventBridgeEventBusParameters: z
    .strictObject({
      DetailType: z.string().optional(),
      Source: z.string().optional(),
      Resources: z.array(z.string()).optional(),
      Time: z.string().optional(),
    })
    .optional(),
  CloudWatchLogsParameters: z
    .strictObject({ LogStreamName: z.string().optional(), Timestamp: z.string().optional() })
    .optional(),
});

const properties = z.strictObject({
  Name: z.string().optional(),
  Description: z.string().optional(),
  DesiredState: z.enum(['RUNNING', 'STOPPED']).optional(),
  Source: z.string(),
  SourceParameters: sourceParameters.optional(),
  Enrichment: z.string().optional(),
  EnrichmentParameters: z.strictObject({ InputTemplate: z.string().optional() }).optional(),
  Target: z.string(),
  TargetParameters: targetParameters.optional(),
  RoleArn: z.string(),
  LogConfiguration: z
    .strictObject({
      CloudwatchLogsLogDestination: z.strictObject({ LogGroupArn: z.string() }).optional(),
      Level: z.enum(['OFF', 'ERROR', 'INFO', 'TRACE']).optional(),
      IncludeExecutionData: z.array(z.literal('ALL')).optional(),
    })
    .optional(),
  Tags: z.record(z.string(), z.string()).optional(),
});

type Properties = z.output<typeof properties>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-pipes-pipe.html */
export const pipesPipe = resourceType({
  type: 'AWS::Pipes::Pipe',
  properties,
  async create(properties, context) {
    const Name = properties.Name ?? context.generatedName(64);
    const { LogConfiguration } = properties;
    const pipe = defined({ ...properties, Name, LogConfiguration: logs(LogConfiguration) });
    await context.call('Pipes', 'CreatePipe', pipe);
    const remove = () => context.call('Pipes', 'DeletePipe', { Name });
    let attributes: Readonly<Record<string, string>> = {};
    await orRemoved(remove, async () => {
      attributes = await stabilized(context, Name);
    });
    return { ref: Name, attributes, remove };
  },
  fixed: ['Name', 'Source'],
  async update({ ref: Name }, properties, context, before) {
    checkPosition(context.logicalId, properties, before);
    await context.call('Pipes', 'UpdatePipe', { Name, ...whole(properties, before) });
    await changeTags(context, Name, properties.Tags ?? {}, before.Tags ?? {});
    return { attributes: await stabilized(context, Name) };
  },
});

/** What GetAtt gives of a pipe that could be made or changed. Throws as CloudFormation words it. */
async function stabilized(context: ResourceContext, Name: string) {
  const pipe = await context.call<DescribePipeCommandOutput>('Pipes', 'DescribePipe', { Name });
  const { CurrentState = '', StateReason = '' } = pipe;
  if (CurrentState.endsWith('_FAILED')) {
    throw new AwsError(
      'NotStabilized',
      `Resource of type 'AWS::Pipes::Pipe' with identifier '${Name}' did not stabilize. ` +
        `Status Reason is ${StateReason}`,
    );
  }
  return {
    ...{ Arn: pipe.Arn!, CurrentState, StateReason },
    CreationTime: pipe.CreationTime!.toISOString(),
    LastModifiedTime: pipe.LastModifiedTime!.toISOString(),
  };
}

function positionOf({ SourceParameters: parameters = {} }: Properties): unknown[] {
  const { KinesisStreamParameters: kinesis, DynamoDBStreamParameters: table } = parameters;
  const { StartingPosition } = kinesis ?? table ?? {};
  return [StartingPosition, kinesis?.StartingPositionTimestamp];
}

function checkPosition(logicalId: string, properties: Properties, before: Properties): void {
  if (isDeepStrictEqual(positionOf(properties), positionOf(before))) return;
  throw new UserError(`Where ${logicalId} begins to read its stream cannot be changed in place`, {
    why: 'AWS replaces a pipe whose StartingPosition is another',
    fix: 'Start the local cloud anew, or give the pipe another logical id',
  });
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-pipes-pipe-pipelogconfiguration.html */
function logs(given: Properties['LogConfiguration']): object | undefined {
  return given && { Level: 'ERROR', ...defined(given) };
}

/** What is left out has its default again. */
function whole(properties: Properties, before: Properties): object {
  const { Name: _, Source: __, Tags: ___, SourceParameters = {}, ...given } = properties;
  return {
    ...{ Description: '', DesiredState: 'RUNNING', Enrichment: '' },
    ...defined(given),
    ...(before.LogConfiguration !== undefined && { LogConfiguration: { Level: 'OFF' } }),
    ...(given.LogConfiguration !== undefined && { LogConfiguration: logs(given.LogConfiguration) }),
    SourceParameters: {
      FilterCriteria: { Filters: [] },
      ...emptied(before.SourceParameters),
      ...changeable(SourceParameters),
    },
    EnrichmentParameters: { InputTemplate: '', ...given.EnrichmentParameters },
    TargetParameters: {
      ...(before.Target === given.Target && emptied(before.TargetParameters)),
      InputTemplate: '',
      ...given.TargetParameters,
    },
  };
}

/** The parameters of a service, all with their defaults. */
function emptied(parameters: object = {}): object {
  const { FilterCriteria: _, InputTemplate: __, ...own } = parameters as Record<string, unknown>;
  return Object.fromEntries(Object.keys(own).map((name) => [name, {}]));
}

/** All but where a stream is read from. */
function changeable(parameters: NonNullable<Properties['SourceParameters']>): object {
  return Object.fromEntries(
    Object.entries(defined(parameters)).map(([name, value]) => {
      const { StartingPosition: _, StartingPositionTimestamp: __, ...others } = value as Position;
      return [name, others];
    }),
  );
}

interface Position {
  readonly StartingPosition?: unknown;
  readonly StartingPositionTimestamp?: unknown;
}

async function changeTags(
  context: ResourceContext,
  name: string,
  tags: Readonly<Record<string, string>>,
  before: Readonly<Record<string, string>>,
): Promise<void> {
  if (isDeepStrictEqual(tags, before)) return;
  const { region, accountId } = context.cloud;
  const resourceArn = `arn:aws:pipes:${region}:${accountId}:pipe/${name}`;
  const tagKeys = Object.keys(before).filter((key) => !Object.hasOwn(tags, key));
  if (tagKeys.length > 0) await context.call('Pipes', 'UntagResource', { resourceArn, tagKeys });
  if (Object.keys(tags).length > 0) {
    await context.call('Pipes', 'TagResource', { resourceArn, tags });
  }
}
