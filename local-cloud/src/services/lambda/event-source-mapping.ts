import type { EventSourceMappingConfiguration, FilterCriteria } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { AwsError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { Cloud } from '../../core/service.ts';
import { given, shape } from '../../core/state.ts';
import { sendFailure } from '../../function-host/event-sources/destination.ts';
import type {
  Batch,
  BatchWords,
  EventSource,
  Failure,
  MappingInput,
  SourceReader,
} from '../../function-host/event-sources/event-source.ts';
import { invokeWith } from '../../function-host/event-sources/function-batch.ts';
import type { PollerSettings } from '../../function-host/event-sources/poller.ts';
import { Reading } from '../../function-host/event-sources/reading.ts';
import { compilePattern, type EventPattern } from '../eventbridge/pattern/compile.ts';
import { invalid } from './errors.ts';
import type { Functions } from './functions.ts';

/** A mapping as it is saved, with how far it has come. */
type SavedMapping = Pick<Mapping, 'uuid' | 'sourceArn' | 'functionArn' | 'input'> & {
  readonly modified: number;
  readonly read: Json;
};

export const SAVED_MAPPING = shape<SavedMapping>({
  uuid: z.string(),
  sourceArn: z.string(),
  functionArn: z.string(),
  input: given<MappingInput>(),
  modified: z.number(),
  read: z.custom<Json>((value) => value !== undefined),
});

/** A function that reads an event source. */
export class Mapping {
  uuid: string;
  readonly source: EventSource;
  readonly sourceArn: string;
  readonly #reader: SourceReader;
  readonly #reading: Reading;
  readonly #cloud: Cloud;
  functionArn = '';
  input: MappingInput = {};
  #modified = 0;

  constructor(cloud: Cloud, functions: Functions, source: EventSource, sourceArn: string) {
    this.#cloud = cloud;
    this.uuid = cloud.random.uuid();
    this.source = source;
    this.sourceArn = sourceArn;
    const mapping = this;
    const fn = () => {
      const invoked = functions.qualified(mapping.functionArn);
      return invoked.hosted(invoked.choose());
    };
    const ports = { cloud, host: functions.host, arn: sourceArn, fn };
    const work = (given: Batch, reportsFailures: boolean) =>
      invokeWith(ports, given, reportsFailures);
    const read = {
      cloud,
      arn: sourceArn,
      get input() {
        return mapping.input;
      },
      get uuid() {
        return mapping.uuid;
      },
      get functionArn() {
        return mapping.functionArn;
      },
      principal: () => functions.host.principalOf(fn()),
      aged: (ms: number) => mapping.#measure(ms),
      tell: (failure: Failure, kind: BatchWords) => sendFailure(read, kind, failure),
    };
    this.#reader = source.reader(read);
    this.#reading = new Reading(this.#reader, { cloud, arn: sourceArn, work });
  }

  get enabled(): boolean {
    return this.input.Enabled ?? true;
  }

  /** Applies the input whole: it was checked before. */
  apply(input: MappingInput, functionArn: string): void {
    this.input = input;
    this.functionArn = functionArn;
    this.#modified = this.#cloud.clock.now();
    this.start();
  }

  save(): SavedMapping {
    const { uuid, sourceArn, functionArn, input } = this;
    const read = this.#reader.save();
    return { uuid, sourceArn, functionArn, input, modified: this.#modified, read };
  }

  load({ modified, uuid, functionArn, input, read }: SavedMapping): void {
    Object.assign(this, { uuid, functionArn, input });
    this.#modified = modified;
    this.#reader.load(read);
  }

  /** Reads what is to be read now, or nothing while it is disabled. */
  start(): void {
    const settings = settingsOf(this.source, this.input);
    if (this.enabled) this.#reading.start(settings);
    else this.stop();
  }

  stop(): void {
    this.#reading.stop();
  }

  #measure(ms: number): void {
    this.#cloud.recordMetric({
      namespace: 'AWS/Lambda',
      name: 'IteratorAge',
      dimensions: { FunctionName: this.functionArn.split(':')[6]! },
      value: ms,
      unit: 'Milliseconds',
    });
  }

  configuration(): EventSourceMappingConfiguration {
    const { cloud, input } = { cloud: this.#cloud, input: this.input };
    return {
      UUID: this.uuid,
      EventSourceMappingArn: `arn:aws:lambda:${cloud.region}:${cloud.accountId}:event-source-mapping:${this.uuid}`,
      EventSourceArn: this.sourceArn,
      FunctionArn: this.functionArn,
      BatchSize: input.BatchSize ?? this.source.batchSize.byDefault,
      MaximumBatchingWindowInSeconds: input.MaximumBatchingWindowInSeconds ?? 0,
      ...(input.FilterCriteria?.Filters?.length && { FilterCriteria: input.FilterCriteria }),
      FunctionResponseTypes: [
        ...(input.FunctionResponseTypes ?? []),
      ] as 'ReportBatchItemFailures'[],
      State: this.enabled ? 'Enabled' : 'Disabled',
      LastModified: new Date(this.#modified),
      ...this.#reader.configuration(),
    };
  }
}

function settingsOf({ batchSize }: EventSource, input: MappingInput): PollerSettings {
  const filters = filtersOf(input.FilterCriteria);
  return {
    batchSize: input.BatchSize ?? batchSize.byDefault,
    windowMs: (input.MaximumBatchingWindowInSeconds ?? 0) * 1000,
    reportsFailures: input.FunctionResponseTypes?.includes('ReportBatchItemFailures') ?? false,
    passes: ({ filtered }) =>
      filters.length === 0 || filters.some((filter) => filter.matches(filtered)),
  };
}

/** Throws InvalidParameterValueException. */
export function filtersOf(criteria: FilterCriteria | undefined): readonly EventPattern[] {
  return (criteria?.Filters ?? []).map(({ Pattern = '' }) => {
    try {
      return compilePattern(Pattern);
    } catch (cause) {
      if (!(cause instanceof AwsError)) throw cause;
      throw Object.assign(invalid('Invalid filter pattern definition.'), { cause });
    }
  });
}
