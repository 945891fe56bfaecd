import type { EventSourceMappingConfiguration, FilterCriteria } from '@aws-sdk/client-lambda';
import { AwsError, notSupported } from '../../core/errors.ts';
import type { Cloud, Permission } from '../../core/service.ts';
import { QueueSource, type QueueSourceSettings } from '../../function-host/event-sources/queue.ts';
import type { QueueWatch } from '../../function-host/types.ts';
import { compilePattern, type EventPattern } from '../eventbridge/pattern/compile.ts';
import { conflict, invalid, notFound } from './errors.ts';
import type { LambdaFunction } from './function.ts';
import type { Functions } from './functions.ts';
import { queueUrl } from './queue-url.ts';
import { checkRole } from './role.ts';

/** What can be set and changed of a mapping to a queue. */
export interface MappingInput {
  readonly FunctionName?: string;
  readonly Enabled?: boolean;
  readonly BatchSize?: number;
  readonly MaximumBatchingWindowInSeconds?: number;
  readonly FilterCriteria?: FilterCriteria;
  readonly FunctionResponseTypes?: readonly string[];
  readonly ScalingConfig?: { readonly MaximumConcurrency?: number };
}

/** What the role of a function that reads a queue must be allowed to do. */
const QUEUE_OPERATIONS = ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'];

/** A function that reads a queue. */
export class Mapping {
  readonly uuid: string;
  readonly sourceArn: string;
  readonly #source: QueueSource;
  readonly #cloud: Cloud;
  functionArn = '';
  input: MappingInput = {};
  #modified = 0;

  constructor(cloud: Cloud, sourceArn: string, source: QueueSource) {
    this.#cloud = cloud;
    this.uuid = cloud.random.uuid();
    this.sourceArn = sourceArn;
    this.#source = source;
  }

  get enabled(): boolean {
    return this.input.Enabled ?? true;
  }

  /** Applies the input whole: it was checked before. */
  apply(input: MappingInput, functionArn: string): void {
    this.input = input;
    this.functionArn = functionArn;
    this.#modified = this.#cloud.clock.now();
    if (this.enabled) this.#source.start(settingsOf(input));
    else this.#source.stop();
  }

  stop(): void {
    this.#source.stop();
  }

  configuration(): EventSourceMappingConfiguration {
    const { cloud, input } = { cloud: this.#cloud, input: this.input };
    return {
      UUID: this.uuid,
      EventSourceMappingArn: `arn:aws:lambda:${cloud.region}:${cloud.accountId}:event-source-mapping:${this.uuid}`,
      EventSourceArn: this.sourceArn,
      FunctionArn: this.functionArn,
      BatchSize: input.BatchSize ?? 10,
      MaximumBatchingWindowInSeconds: input.MaximumBatchingWindowInSeconds ?? 0,
      ...(input.FilterCriteria && { FilterCriteria: input.FilterCriteria }),
      ...(input.ScalingConfig && { ScalingConfig: { ...input.ScalingConfig } }),
      FunctionResponseTypes: [
        ...(input.FunctionResponseTypes ?? []),
      ] as 'ReportBatchItemFailures'[],
      State: this.enabled ? 'Enabled' : 'Disabled',
      StateTransitionReason: 'USER_INITIATED',
      LastModified: new Date(this.#modified),
    };
  }
}

/** The event source mappings of the account. */
export class Mappings {
  readonly #cloud: Cloud;
  readonly #functions: Functions;
  readonly #queues: QueueWatch;
  readonly #mappings = new Map<string, Mapping>();

  constructor(cloud: Cloud, functions: Functions, queues: QueueWatch) {
    this.#cloud = cloud;
    this.#functions = functions;
    this.#queues = queues;
  }

  all(): Mapping[] {
    return [...this.#mappings.values()];
  }

  get(uuid: string | undefined): Mapping {
    const mapping = this.#mappings.get(uuid ?? '');
    if (mapping === undefined) throw notFound('The resource you requested does not exist.');
    return mapping;
  }

  create({ EventSourceArn, ...input }: MappingInput & { EventSourceArn?: string }): Mapping {
    const queueArn = checkSource(EventSourceArn);
    const fn = this.#functions.get(input.FunctionName);
    check(input, queueArn);
    this.#checkQueue(fn, queueArn);
    const twin = this.all().find(
      (mapping) => mapping.sourceArn === queueArn && mapping.functionArn === fn.arn,
    );
    if (twin !== undefined) throw alreadyThere(queueArn, fn.name, twin.uuid);
    const mapping = new Mapping(
      this.#cloud,
      queueArn,
      this.#source(queueArn, () => mapping),
    );
    mapping.apply(input, fn.arn);
    this.#mappings.set(mapping.uuid, mapping);
    return mapping;
  }

  update(uuid: string | undefined, given: MappingInput): Mapping {
    const mapping = this.get(uuid);
    const fn = this.#functions.get(given.FunctionName ?? mapping.functionArn);
    const input = { ...mapping.input, ...withoutUndefined(given) };
    check(input, mapping.sourceArn);
    this.#checkQueue(fn, mapping.sourceArn);
    mapping.apply(input, fn.arn);
    return mapping;
  }

  delete(uuid: string | undefined): Mapping {
    const mapping = this.get(uuid);
    mapping.stop();
    this.#mappings.delete(mapping.uuid);
    return mapping;
  }

  permission(action: string, uuid: string | undefined, functionReference?: string): Permission {
    const { region, accountId } = this.#cloud;
    const fn = functionReference ?? this.#mappings.get(uuid ?? '')?.functionArn;
    return {
      action: `lambda:${action}`,
      resource: `arn:aws:lambda:${region}:${accountId}:event-source-mapping:${uuid}`,
      ...(fn && { conditions: { 'lambda:FunctionArn': this.#functions.arn(fn) } }),
    };
  }

  #source(queueArn: string, mapping: () => Mapping): QueueSource {
    const fn = () => this.#functions.get(mapping().functionArn).hosted();
    return new QueueSource({
      cloud: this.#cloud,
      host: this.#functions.host,
      queues: this.#queues,
      queueArn,
      queueUrl: queueUrl(this.#cloud, queueArn),
      fn,
    });
  }

  #checkQueue(fn: LambdaFunction, queueArn: string): void {
    const role = this.#functions.host.principalOf(fn.hosted());
    for (const operation of QUEUE_OPERATIONS) {
      const call = { service: 'SQS', operation, resource: queueArn };
      checkRole(this.#cloud, role, call, 'function');
    }
  }
}

function checkSource(arn: string | undefined): string {
  const service = arn?.split(':')[2];
  if (arn !== undefined && service === 'sqs') return arn;
  if (service === undefined) throw invalid('Unrecognized event source.');
  throw notSupported('Lambda', `event source mappings of ${service}`);
}

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html */
function check(input: MappingInput, queueArn: string): void {
  const { BatchSize = 10, MaximumBatchingWindowInSeconds: window = 0 } = input;
  if (queueArn.endsWith('.fifo') && (BatchSize > 10 || window > 0)) {
    throw invalid(
      BatchSize > 10
        ? 'Batch size must be less than or equal to 10 for FIFO queues.'
        : 'Batching window is not supported for FIFO queues.',
    );
  }
  if (BatchSize > 10 && window === 0) {
    throw invalid(
      'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
    );
  }
  settingsOf(input);
}

function settingsOf(input: MappingInput): QueueSourceSettings {
  return {
    batchSize: input.BatchSize ?? 10,
    windowMs: (input.MaximumBatchingWindowInSeconds ?? 0) * 1000,
    concurrency: input.ScalingConfig?.MaximumConcurrency ?? 5,
    reportsFailures: input.FunctionResponseTypes?.includes('ReportBatchItemFailures') ?? false,
    filters: filtersOf(input.FilterCriteria),
  };
}

function filtersOf(criteria: FilterCriteria | undefined): readonly EventPattern[] {
  return (criteria?.Filters ?? []).map(({ Pattern = '' }) => {
    try {
      return compilePattern(Pattern);
    } catch (cause) {
      if (!(cause instanceof AwsError)) throw cause;
      throw invalid(`Invalid filter pattern definition. ${cause.message}`);
    }
  });
}

function alreadyThere(queueArn: string, functionName: string, uuid: string): AwsError {
  return conflict(
    `An event source mapping with SQS arn (" ${queueArn} ") and function (" ${functionName} ") already exists. Please update or delete the existing mapping with UUID ${uuid}`,
  );
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(
    Object.entries(value).filter(([, member]) => member !== undefined),
  ) as T;
}
