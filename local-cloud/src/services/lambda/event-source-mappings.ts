import type { EventSourceMappingConfiguration, FilterCriteria } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { AwsError, notSupported } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { Cloud, Permission } from '../../core/service.ts';
import { fromJson, given, type State, shape, toJson } from '../../core/state.ts';
import { destinationCall } from '../../function-host/event-sources/destination.ts';
import type {
  EventSource,
  Lane,
  MappingInput,
  SourceReader,
} from '../../function-host/event-sources/event-source.ts';
import { Poller, type PollerSettings } from '../../function-host/event-sources/poller.ts';
import { compilePattern, type EventPattern } from '../eventbridge/pattern/compile.ts';
import { conflict, invalid, notFound } from './errors.ts';
import type { Functions } from './functions.ts';
import type { Qualified } from './qualified.ts';
import { checkRole } from './role.ts';

/** A mapping as it is saved, with how far it has come. */
type SavedMapping = Pick<Mapping, 'uuid' | 'sourceArn' | 'functionArn' | 'input'> & {
  readonly modified: number;
  readonly read: Json;
};

const SAVED = z.array(
  shape<SavedMapping>({
    uuid: z.string(),
    sourceArn: z.string(),
    functionArn: z.string(),
    input: given<MappingInput>(),
    modified: z.number(),
    read: z.custom<Json>((value) => value !== undefined),
  }),
);

/** A function that reads an event source. */
export class Mapping {
  uuid: string;
  readonly source: EventSource;
  readonly sourceArn: string;
  readonly #reader: SourceReader;
  readonly #pollers = new Map<Lane, Poller>();
  readonly #poller: (lane: Lane) => Poller;
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
    this.#poller = (lane) => new Poller(ports, lane);
    this.#reader = source.reader({
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
    });
    this.#reader.onChange(() => this.start());
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
    const lanes = this.enabled ? this.#reader.lanes() : [];
    for (const [lane, poller] of this.#pollers) {
      if (lanes.includes(lane)) continue;
      poller.stop();
      if (this.enabled) this.#pollers.delete(lane);
    }
    const settings = settingsOf(this.source, this.input);
    for (const lane of lanes) {
      const poller = this.#pollers.get(lane) ?? this.#poller(lane);
      this.#pollers.set(lane, poller);
      poller.start(settings);
    }
  }

  stop(): void {
    for (const poller of this.#pollers.values()) poller.stop();
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

/** The event source mappings of the account. */
export class Mappings implements State {
  readonly #cloud: Cloud;
  readonly #functions: Functions;
  readonly #sources: readonly EventSource[];
  readonly #mappings = new Map<string, Mapping>();

  constructor(cloud: Cloud, functions: Functions, sources: readonly EventSource[]) {
    this.#cloud = cloud;
    this.#functions = functions;
    this.#sources = sources;
  }

  save(): Json {
    return toJson(this.all().map((mapping) => mapping.save()));
  }

  load(json: Json): void {
    for (const saved of fromJson(json, SAVED)) {
      const { sourceArn, uuid } = saved;
      const mapping = new Mapping(this.#cloud, this.#functions, this.#source(sourceArn), sourceArn);
      mapping.load(saved);
      this.#mappings.set(uuid, mapping);
    }
  }

  resume(): void {
    for (const mapping of this.all()) mapping.start();
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
    const source = this.#source(EventSourceArn);
    const fn = this.#functions.qualified(input.FunctionName);
    check(source, input, EventSourceArn!);
    this.#checkRole(fn, source, EventSourceArn!, input);
    const twin = this.all().find(
      (mapping) => mapping.sourceArn === EventSourceArn && mapping.functionArn === fn.arn,
    );
    if (twin !== undefined) throw alreadyThere(twin, fn.fn.name);
    const mapping = new Mapping(this.#cloud, this.#functions, source, EventSourceArn!);
    mapping.apply(input, fn.arn);
    this.#mappings.set(mapping.uuid, mapping);
    return mapping;
  }

  update(uuid: string | undefined, given: MappingInput): Mapping {
    const mapping = this.get(uuid);
    const fn = this.#functions.qualified(given.FunctionName ?? mapping.functionArn);
    const input = { ...mapping.input, ...withoutUndefined(given) };
    check(mapping.source, input, mapping.sourceArn);
    this.#checkRole(fn, mapping.source, mapping.sourceArn, input);
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

  #source(arn: string | undefined): EventSource {
    const service = arn?.split(':')[2];
    if (service === undefined) throw invalid('Unrecognized event source.');
    const source = this.#sources.find((source) => source.service === service);
    if (source === undefined) throw notSupported('Lambda', `event source mappings of ${service}`);
    return source;
  }

  #checkRole(fn: Qualified, source: EventSource, resource: string, input: MappingInput): void {
    const role = this.#functions.host.principalOf(fn.hosted());
    const { kind: service, operations } = source;
    for (const operation of operations) {
      const says = source.denied(operation, resource);
      checkRole(this.#cloud, role, { service, operation, resource }, says);
    }
    const target = input.DestinationConfig?.OnFailure?.Destination;
    if (target) checkRole(this.#cloud, role, destinationCall(target), 'function');
  }
}

function check(source: EventSource, input: MappingInput, arn: string): void {
  const problem = source.problem(input, arn);
  if (problem !== undefined) throw invalid(problem);
  filtersOf(input.FilterCriteria);
}

function settingsOf({ batchSize }: EventSource, input: MappingInput): PollerSettings {
  return {
    batchSize: input.BatchSize ?? batchSize.byDefault,
    windowMs: (input.MaximumBatchingWindowInSeconds ?? 0) * 1000,
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

function alreadyThere({ source, sourceArn, uuid }: Mapping, functionName: string): AwsError {
  return conflict(
    `${source.duplicate(sourceArn, functionName)} Please update or delete the existing mapping with UUID ${uuid}`,
  );
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(
    Object.entries(value).filter(([, member]) => member !== undefined),
  ) as T;
}
