import type {
  CreatePipeRequest,
  PipeSourceParameters,
  PipeTargetParameters,
  UpdatePipeRequest,
} from '@aws-sdk/client-pipes';
import type { MappingInput } from '../../function-host/event-sources/event-source.ts';

/** What a pipe was told to do, as DescribePipe shows it. */
export type Settings = Omit<CreatePipeRequest, 'Tags' | 'KmsKeyIdentifier'> & {
  readonly Name: string;
  readonly DesiredState: 'RUNNING' | 'STOPPED';
  readonly Source: string;
  readonly Target: string;
  readonly RoleArn: string;
};

export function settingsOf({ Tags: _, ...given }: CreatePipeRequest): Settings {
  return { ...given, DesiredState: given.DesiredState ?? 'RUNNING' } as Settings;
}

/**
 * What a pipe is told from now on: what is left out of a request stays as it is, but the parameters of
 * a service are replaced as a whole. An empty text or list takes back what was given.
 * https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_UpdatePipe.html
 */
export function changedBy(settings: Settings, input: UpdatePipeRequest): Settings {
  const { SourceParameters, EnrichmentParameters, TargetParameters, ...given } = input;
  return {
    ...settings,
    ...given,
    ...together('SourceParameters', settings.SourceParameters, sourceParameters(settings, input)),
    ...together('EnrichmentParameters', settings.EnrichmentParameters, EnrichmentParameters),
    ...together('TargetParameters', targetParameters(settings, input), TargetParameters ?? {}),
  } as Settings;
}

function together(name: keyof Settings, before: object | undefined, given: object | undefined) {
  return given === undefined ? {} : { [name]: { ...before, ...given } };
}

/** Those of one kind of target say nothing to another. */
function targetParameters({ Target, TargetParameters }: Settings, input: UpdatePipeRequest) {
  const isOther = kindOf(input.Target ?? Target) !== kindOf(Target);
  return isOther ? { InputTemplate: TargetParameters?.InputTemplate } : TargetParameters;
}

function kindOf(arn: string): string | undefined {
  return arn.split(':')[2];
}

const STREAMS = ['KinesisStreamParameters', 'DynamoDBStreamParameters'] as const;

/** A pipe goes on where it began to read its stream. */
function sourceParameters(
  { SourceParameters: before = {} }: Settings,
  { SourceParameters: given }: UpdatePipeRequest,
): object | undefined {
  if (given === undefined) return undefined;
  const changed: Record<string, unknown> = { ...given };
  for (const name of STREAMS) {
    if (given[name] === undefined) continue;
    const { StartingPosition, StartingPositionTimestamp }: Position = before[name] ?? {};
    changed[name] = {
      ...given[name],
      StartingPosition,
      ...(StartingPositionTimestamp && { StartingPositionTimestamp }),
    };
  }
  return changed;
}

type Position = Pick<MappingInput, 'StartingPosition' | 'StartingPositionTimestamp'>;

/** The parameters that only one kind of source has. */
export type SourceKind = Exclude<keyof PipeSourceParameters, 'FilterCriteria'>;
/** The parameters that only one kind of target has. */
export type TargetKind = Exclude<keyof PipeTargetParameters, 'InputTemplate'>;

/** What tells how the source is read, as its readers take it. */
export function readingOf(settings: Settings, batchSize: number): MappingInput {
  const { KinesisStreamParameters, DynamoDBStreamParameters, SqsQueueParameters } =
    settings.SourceParameters ?? {};
  const stream = KinesisStreamParameters ?? DynamoDBStreamParameters;
  const { MaximumBatchingWindowInSeconds } = stream ?? SqsQueueParameters ?? {};
  const window = { MaximumBatchingWindowInSeconds: MaximumBatchingWindowInSeconds ?? 0 };
  if (stream === undefined) return { BatchSize: batchSize, ...window };
  const { OnPartialBatchItemFailure, DeadLetterConfig, ...read } = stream;
  const Destination = DeadLetterConfig?.Arn;
  return {
    ...read,
    ...window,
    BatchSize: batchSize,
    BisectBatchOnFunctionError: OnPartialBatchItemFailure === 'AUTOMATIC_BISECT',
    ...(Destination && { DestinationConfig: { OnFailure: { Destination } } }),
  } as MappingInput;
}
