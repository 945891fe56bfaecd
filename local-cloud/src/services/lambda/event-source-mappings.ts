import * as z from 'zod';
import { type AwsError, notSupported } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { Cloud, Permission } from '../../core/service.ts';
import { fromJson, type State, toJson } from '../../core/state.ts';
import { destinationCalls } from '../../function-host/event-sources/destination.ts';
import type { EventSource, MappingInput } from '../../function-host/event-sources/event-source.ts';
import { conflict, invalid, notFound } from './errors.ts';
import { filtersOf, Mapping, SAVED_MAPPING } from './event-source-mapping.ts';
import type { Functions } from './functions.ts';
import { LATEST, type Qualified } from './qualified.ts';
import { checkRole, tryRole } from './role.ts';

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
    for (const saved of fromJson(json, z.array(SAVED_MAPPING))) {
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
    check(source, input, EventSourceArn!);
    const fn = this.#functions.findQualified(input.FunctionName!);
    if (fn === undefined) throw invalid('Function does not exist');
    this.#checkRole(fn, source, EventSourceArn!, input);
    const missing = source.missing(EventSourceArn!);
    if (missing !== undefined) throw invalid(missing);
    const functionArn = arnOf(fn, input.FunctionName!);
    const twin = this.all().find(
      (mapping) => mapping.sourceArn === EventSourceArn && mapping.functionArn === functionArn,
    );
    if (twin !== undefined) throw alreadyThere(twin, fn.fn.name);
    const mapping = new Mapping(this.#cloud, this.#functions, source, EventSourceArn!);
    mapping.apply(input, functionArn);
    this.#mappings.set(mapping.uuid, mapping);
    return mapping;
  }

  update(uuid: string | undefined, given: MappingInput): Mapping {
    const mapping = this.get(uuid);
    const name = given.FunctionName ?? mapping.functionArn;
    const fn = this.#functions.qualified(name);
    const input = { ...mapping.input, ...withoutUndefined(given) };
    check(mapping.source, input, mapping.sourceArn);
    this.#checkRole(fn, mapping.source, mapping.sourceArn, input);
    mapping.apply(input, arnOf(fn, name));
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
    const source = this.#sources.find(
      (source) => source.service === service && (source.serves?.(arn!) ?? true),
    );
    if (source === undefined) throw notSupported('Lambda', `event source mappings of ${service}`);
    return source;
  }

  #checkRole(fn: Qualified, source: EventSource, resource: string, input: MappingInput): void {
    const role = this.#functions.host.principalOf(fn.hosted());
    const { kind: service, operations, optional = [] } = source;
    for (const operation of operations) {
      const says = source.denied(operation, resource);
      checkRole(this.#cloud, role, { service, operation, resource }, says);
    }
    for (const operation of optional) tryRole(this.#cloud, role, { service, operation, resource });
    const { operations: others = [], resource: of = '' } = source.optionalOf?.(resource) ?? {};
    for (const operation of others)
      tryRole(this.#cloud, role, { service, operation, resource: of });
    const target = input.DestinationConfig?.OnFailure?.Destination;
    if (!target) return;
    for (const call of destinationCalls(target)) checkRole(this.#cloud, role, call, 'function');
  }
}

/** As the function was named: a mapping keeps `$LATEST` (recorded). */
function arnOf({ arn }: Qualified, reference: string): string {
  return reference.endsWith(`:${LATEST}`) ? `${arn}:${LATEST}` : arn;
}

function check(source: EventSource, input: MappingInput, arn: string): void {
  const problem = source.problem(input, arn);
  if (problem !== undefined) throw invalid(problem);
  filtersOf(input.FilterCriteria);
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
