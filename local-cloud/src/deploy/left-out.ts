import { didYouMean } from '../core/closest.ts';
import { UserError } from '../core/errors.ts';
import { isObject, type Json, type JsonObject } from '../core/json.ts';

/**
 * What is not deployed because the project says so: by logical id each resource's type, and by
 * `<logical id>.<name>` that of one which is deployed without that part.
 */
export type LeftOut = ReadonlyMap<string, string>;

interface Without {
  readonly template: JsonObject;
  readonly leftOut: LeftOut;
}

/**
 * A template without the resources that are left out.
 *
 * @param words each a logical id, a type, the beginning of types (`AWS::Cognito::*`), a property of a
 *   resource (`Orders.KinesisStreamSpecification`), an event of SAM (`Order.OnTable`), or a layer of functions
 *   by the end of its ARN (`:layer:beans`); with `AWS::Serverless::Api` go the events of type Api
 * @throws UserError for a word that nothing in the template is
 */
export function withoutLeftOut(
  template: JsonObject,
  words: readonly string[],
  source: string,
): Without {
  const { Resources, Globals } = template;
  if (words.length === 0 || !isObject(Resources)) return { template, leftOut: new Map() };
  const used = new Set<string>();
  const isLeftOut: IsLeftOut = (...names) => {
    const matching = words.filter((word) => names.some((name) => matches(word, name)));
    for (const word of matching) used.add(word);
    return matching.length > 0;
  };
  const parts = new Map<string, string>();
  const isPartLeftOut =
    (type: string): IsLeftOut =>
    (part, ...names) => {
      const isOut = isLeftOut(part, ...names);
      if (isOut) parts.set(part, part.startsWith(':layer:') ? LAYER : type);
      return isOut;
    };
  const entries = Object.entries(Resources);
  const leftOut = entries.filter(([id, resource]) => isLeftOut(id, typeOf(resource)));
  const kept = entries
    .filter((entry) => !leftOut.includes(entry))
    .map(([id, resource]): [string, Json] => [
      id,
      withoutParts(id, resource, isPartLeftOut(typeOf(resource))),
    ]);
  const globals = isObject(Globals) && isObject(Globals.Function) ? Globals : undefined;
  const functions = globals && withoutLayers(globals.Function as JsonObject, isPartLeftOut(LAYER));
  const unused = words.find((word) => !used.has(word));
  if (unused !== undefined) throw nothingError(unused, entries, source);
  return {
    template: {
      ...template,
      Resources: Object.fromEntries(kept),
      ...(functions && { Globals: { ...globals, Function: functions } }),
    },
    leftOut: new Map([
      ...leftOut.map(([id, resource]) => [id, typeOf(resource)] as const),
      ...parts,
      ...(used.has(API) ? [[IMPLICIT_API, API] as const] : []),
    ]),
  };
}

const API = 'AWS::Serverless::Api';
const LAYER = 'AWS::Lambda::LayerVersion';
/** The API that SAM makes for events of type Api that name none. */
const IMPLICIT_API = 'ServerlessRestApi';

function matches(word: string, name: string): boolean {
  return word.endsWith('*') ? name.startsWith(word.slice(0, -1)) : name === word;
}

function typeOf(resource: Json): string {
  return isObject(resource) ? String(resource.Type) : '';
}

/** By its name, or by what it is called besides. */
type IsLeftOut = (name: string, ...others: string[]) => boolean;

function withoutParts(id: string, resource: Json, isLeftOut: IsLeftOut): Json {
  if (!isObject(resource) || !isObject(resource.Properties)) return resource;
  const properties = Object.entries(resource.Properties).filter(
    ([name]) => !isLeftOut(`${id}.${name}`),
  );
  const Properties = Object.fromEntries(properties);
  const isServerless = typeOf(resource).startsWith('AWS::Serverless::');
  const kept = isServerless ? withoutEvents(id, Properties, isLeftOut) : Properties;
  return { ...resource, Properties: withoutLayers(kept, isLeftOut) };
}

function withoutEvents(id: string, properties: JsonObject, isLeftOut: IsLeftOut): JsonObject {
  if (!isObject(properties.Events)) return properties;
  const events = Object.entries(properties.Events).filter(
    ([name, event]) => !isLeftOut(`${id}.${name}`, `AWS::Serverless::${typeOf(event)}`),
  );
  return { ...properties, Events: Object.fromEntries(events) };
}

/** Whatever their ARNs are put together of, the names of layers stand in one piece. */
function withoutLayers(properties: JsonObject, isLeftOut: IsLeftOut): JsonObject {
  const { Layers } = properties;
  if (!Array.isArray(Layers)) return properties;
  const kept = Layers.filter((layer) => {
    const [name] = /:layer:[\w-]+/.exec(JSON.stringify(layer)) ?? [];
    return name === undefined || !isLeftOut(name);
  });
  return { ...properties, Layers: kept };
}

function nothingError(word: string, entries: readonly [string, Json][], source: string): UserError {
  const names = entries.flatMap(([id, resource]) => [id, typeOf(resource)]);
  return new UserError(`Nothing in ${source} is ${word}, which is to be left out`, {
    why: `${didYouMean(word, names)}It is a logical id, a type, the beginning of types as AWS::Cognito::*, a property as Orders.KinesisStreamSpecification, or a layer as :layer:beans.`,
    fix: 'Correct it in "leaveOut" of local-cloud.config.json, or take it out.',
  });
}

/** What `Ref` gives of one that is left out: it is a name that others refer to. */
export function refOf(logicalId: string, leftOut: LeftOut): string | undefined {
  return leftOut.has(logicalId) ? logicalId : undefined;
}

/** What `Fn::GetAtt` gives of one that is left out, or has no such attribute without a part; an ARN looks like one. */
export function attributeOf(
  logicalId: string,
  name: string,
  leftOut: LeftOut,
  { region, accountId }: { readonly region: string; readonly accountId: string },
): string | undefined {
  const type =
    leftOut.get(logicalId) ?? [...leftOut].find(([part]) => part.startsWith(`${logicalId}.`))?.[1];
  if (type === undefined) return undefined;
  const service = type.split('::')[1]?.toLowerCase();
  return name.endsWith('Arn')
    ? `arn:aws:${service}:${region}:${accountId}:${logicalId}`
    : `${logicalId}.${name}`;
}

/** How these types are left out, as a fix: of a service that is not served at all in one word. */
export function howToLeaveOut(types: readonly string[], served: Iterable<string>): string {
  const services = new Set([...served].map(serviceOf));
  const words = types.map((type) => {
    const service = serviceOf(type);
    const others = types.some((other) => other !== type && serviceOf(other) === service);
    return others && !services.has(service) ? `${service}::*` : type;
  });
  const list = [...new Set(words)].map((word) => JSON.stringify(word)).join(', ');
  return `have them left out here by "leaveOut": [${list}] in local-cloud.config.json`;
}

function serviceOf(type: string): string {
  return type.split('::').slice(0, 2).join('::');
}
