import * as z from 'zod';
import { UserError } from '../../core/errors.ts';
import { isObject, type Json, type JsonObject, memberOf, setMember } from '../../core/json.ts';
import { jsonObject } from '../../core/json-schemas.ts';
import { howToLeaveOut } from '../left-out.ts';
import { serverlessApi } from './api.ts';
import type { ApiMethod } from './api-method.ts';
import { addConnector, type Connector } from './connectors.ts';
import { serverlessFunction } from './function.ts';
import { checkGlobals, withGlobals } from './globals.ts';
import { serverlessHttpApi } from './http-api.ts';
import { IMPLICIT_API, sharedCondition } from './implicit-api.ts';
import { serverlessLayerVersion } from './layer-version.ts';
import { type Made, read, type ServerlessType } from './made.ts';
import { withMadeNames } from './made-names.ts';
import { serverlessSimpleTable } from './simple-table.ts';
import { serverlessStateMachine } from './state-machine.ts';

/** Every resource type of SAM that the local cloud makes. */
export const SERVERLESS_TYPES: ReadonlyMap<string, ServerlessType> = new Map(
  [
    serverlessApi,
    serverlessFunction,
    serverlessHttpApi,
    serverlessLayerVersion,
    serverlessSimpleTable,
    serverlessStateMachine,
  ].map((type) => [type.type, type]),
);

/** It is made when all that it connects is there. */
const CONNECTOR = 'AWS::Serverless::Connector';

/** A connector that stands with its source. */
const embedded = z.strictObject({ Properties: jsonObject });

export const SERVERLESS_TRANSFORM = 'AWS::Serverless-2016-10-31';

/** What lies at a path or a key, as a digest. Throws a UserError where there is nothing. */
export type Digest = (name: string) => string;

/**
 * What the transform of SAM makes of a template: the same resources, with the same logical ids, so
 * that what refers to them holds.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 *
 * @throws UserError that names what is not served, or what is wrong
 */
export function expandServerless(
  template: JsonObject,
  source: string,
  digest?: Digest,
): JsonObject {
  const { Transform, Globals, Resources, ...rest } = template;
  if (!isObject(Resources)) return rest;
  checkTypes(Resources, source);
  checkGlobals(Globals, source);
  const expansion = new Expansion(Resources, Globals, source, digest);
  const made = expansion.run();
  const { Conditions } = rest;
  const whole: JsonObject = { ...rest, Resources: made };
  if (isObject(Conditions)) whole.Conditions = { ...Conditions, ...expansion.conditions };
  return withMadeNames(whole, expansion.names) as JsonObject;
}

class Expansion {
  readonly #given: JsonObject;
  readonly #globals: Json | undefined;
  readonly #source: string;
  readonly #digest: Digest | undefined;
  readonly #made: JsonObject;
  /** The methods that were handed to each API. */
  readonly #methods = new Map<string, ApiMethod[]>();
  /** What the template may refer to as `<resource>.<property>`. */
  readonly names = new Map<string, string>();
  /** What SAM adds to the conditions of the template. */
  readonly conditions: JsonObject = {};

  constructor(
    resources: JsonObject,
    globals: Json | undefined,
    source: string,
    digest: Digest | undefined,
  ) {
    this.#given = resources;
    this.#globals = globals;
    this.#source = source;
    this.#digest = digest;
    this.#made = Object.fromEntries(
      Object.entries(resources)
        .filter(([, resource]) => typeOf(resource) === undefined && !isConnector(resource))
        .map(([id, resource]) => [id, withoutConnectors(resource)]),
    );
  }

  run(): JsonObject {
    const typed = Object.entries(this.#given).flatMap(([id, resource]) => {
      const type = typeOf(resource);
      return type === undefined ? [] : [{ id, resource: resource as JsonObject, type }];
    });
    const isLast = ({ type }: (typeof typed)[number]) => type.last === true;
    const first = typed.filter((one) => !isLast(one));
    for (const { id, resource, type } of [...first, ...typed.filter(isLast)]) {
      this.#expand(id, resource, type);
    }
    this.#addImplicitApi();
    for (const connector of this.#connectors()) addConnector(connector, this.#made);
    return this.#made;
  }

  #expand(
    id: string,
    resource: JsonObject,
    type: ServerlessType,
    place = `${this.#source}: ${id} (${type.type})`,
  ): void {
    // A description is for those who read the template.
    const { Type: _t, Description: _d, Connectors: _c, Properties, ...attributes } = resource;
    const own = isObject(Properties) ? Properties : {};
    const properties = read(type.properties, withGlobals(this.#globals, type.type, own), place);
    type.expand(properties as never, this.#madeOf(id, type.type, attributes));
  }

  /** Made for the events that name none. */
  #addImplicitApi(): void {
    const methods = this.#methods.get(IMPLICIT_API) ?? [];
    if (methods.length === 0 || typeOf(this.#given[IMPLICIT_API] ?? null) === serverlessApi) return;
    const { name: Condition, added } = sharedCondition(methods);
    Object.assign(this.conditions, added);
    const api = { Type: serverlessApi.type, Properties: { StageName: 'Prod' } };
    const resource = Condition === undefined ? api : { ...api, Condition };
    this.#expand(IMPLICIT_API, resource, serverlessApi, `${this.#source}: Globals.Api`);
  }

  /** Those that are resources, and those that resources name as theirs. */
  *#connectors(): Iterable<Connector> {
    for (const [id, resource] of Object.entries(this.#given)) {
      if (!isObject(resource)) continue;
      const { Type, Properties, Connectors, Condition } = resource;
      const attributes: JsonObject = Condition === undefined ? {} : { Condition };
      if (Type === CONNECTOR) {
        yield { id, properties: isObject(Properties) ? Properties : {}, attributes };
      }
      for (const [name, own] of Object.entries(isObject(Connectors) ? Connectors : {})) {
        const { Properties: to } = read(embedded, own, `${id}: the connector ${name}`);
        yield { id: `${id}${name}`, properties: { ...to, Source: { Id: id } }, attributes };
      }
    }
  }

  #madeOf(id: string, type: string, attributes: JsonObject): Made {
    const { Condition } = attributes;
    const beside: JsonObject = Condition === undefined ? {} : { Condition };
    return {
      id,
      type,
      add: (logicalId, Type, Properties, more = {}) =>
        this.#add(logicalId, { Type, Properties, ...beside, ...more }),
      // What may be wrong with it is what Globals say.
      addShared: (logicalId, Type) => {
        const place = `${this.#source}: Globals.${Type.split('::').at(-1)}`;
        this.#expand(logicalId, { Type }, SERVERLESS_TYPES.get(Type)!, place);
      },
      addMain: (Type, Properties) => this.#add(id, { Type, Properties, ...attributes }),
      refer: (property, logicalId) => this.names.set(`${id}.${property}`, logicalId),
      digest: (name) => this.#digestOf(name),
      other: (logicalId) => {
        const resource = memberOf(this.#made, logicalId);
        return isObject(resource) ? resource : undefined;
      },
      written: (logicalId) => {
        const resource = memberOf(this.#given, logicalId);
        return isObject(resource) ? resource : undefined;
      },
      addMethod: (apiId, method) => {
        const condition = typeof Condition === 'string' ? Condition : undefined;
        const methods = this.#methods.get(apiId) ?? [];
        this.#methods.set(apiId, [...methods, { ...method, condition }]);
      },
      methods: () => this.#methods.get(id) ?? [],
    };
  }

  /** That there is nothing is told when the resource is made which names it. */
  #digestOf(name: string): string | undefined {
    try {
      return this.#digest?.(name);
    } catch (error) {
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }

  #add(logicalId: string, resource: JsonObject): void {
    if (Object.hasOwn(this.#made, logicalId)) {
      throw new UserError(`${this.#source}: there are two resources ${logicalId}`, {
        why: 'SAM makes one of that name for another.',
        fix: 'Call yours otherwise.',
      });
    }
    setMember(this.#made, logicalId, resource);
  }
}

function isConnector(resource: Json): boolean {
  return isObject(resource) && resource.Type === CONNECTOR;
}

/** Of a resource of another kind: it may have connectors, too. */
function withoutConnectors(resource: Json): Json {
  if (!isObject(resource)) return resource;
  const { Connectors: _connectors, ...rest } = resource;
  return rest;
}

function typeOf(resource: Json): ServerlessType | undefined {
  return isObject(resource) ? SERVERLESS_TYPES.get(String(resource.Type)) : undefined;
}

/** Every type of SAM that is not served, by name, before anything is made of the others. */
function checkTypes(resources: JsonObject, source: string): void {
  const unknown = Object.entries(resources).flatMap(([id, resource]) => {
    const type = isObject(resource) ? String(resource.Type) : '';
    const isServed = SERVERLESS_TYPES.has(type) || type === CONNECTOR;
    return type.startsWith('AWS::Serverless::') && !isServed ? [`${id}: ${type}`] : [];
  });
  if (unknown.length === 0) return;
  const types = unknown.map((one) => one.split(': ')[1]!);
  throw new UserError('The local cloud does not serve every resource type of this template', {
    why: `${unknown.join('\n')}\nOf SAM it serves ${[...SERVERLESS_TYPES.keys(), CONNECTOR].sort().join(', ')}.`,
    fix: `Take them out of ${source}, write them as the resources that come of them, or ${howToLeaveOut(types, SERVERLESS_TYPES.keys())}.`,
  });
}
