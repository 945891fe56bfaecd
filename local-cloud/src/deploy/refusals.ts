import * as z from 'zod';
import { didYouMean } from '../core/closest.ts';
import { AwsError, UserError } from '../core/errors.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { firstOf, MOST_TOLD, problems } from '../core/problems.ts';
import { type Bindings, resolve } from './intrinsics.ts';
import { howToLeaveOut } from './left-out.ts';
import type { Wanted } from './made.ts';
import { RESOURCE_TYPES } from './resources/index.ts';
import type { TemplateResource } from './template.ts';

/**
 * What a service refuses, as an error for the person who deploys.
 *
 * @param placesOf where locations of a definition are found
 */
export async function explained<T>(
  what: string,
  work: () => Promise<T>,
  placesOf: (locations: readonly string[]) => readonly string[] = () => [],
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const places = error.locations.length > 0 ? placesOf(error.locations) : [];
    const why = [`${error.code}: ${error.explained}`, ...places.map((place) => `at ${place}`)];
    throw new UserError(what, { why: why.join('\n'), cause: error });
  }
}

/** What cannot be resolved, with the place in the template it stands in. */
export function located<T>(place: string, fix: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { what, why, cause } = error;
    throw new UserError(`${place}: ${what}`, { ...(why && { why }), fix, cause });
  }
}

/** What the template says of a resource, with what it refers to in its place. */
export function resolvedProperties(
  logicalId: string,
  { Type, Properties }: TemplateResource,
  bindings: Bindings,
): JsonObject {
  const work = () => resolve(Properties, bindings) as JsonObject;
  return located(`${logicalId} (${Type})`, fixOf(logicalId, bindings.template.source), work);
}

/** What the type makes of resolved properties, without those that change nothing here. */
export function parsedProperties(
  logicalId: string,
  { type: { type, properties, inert = [] }, properties: resolved }: Wanted,
  source: string,
): unknown {
  const honoured = Object.entries(resolved).filter(([name]) => !inert.includes(name));
  const parsed = properties.safeParse(Object.fromEntries(honoured));
  if (parsed.success) return parsed.data;
  throw new UserError(`${logicalId} (${type}) has properties the local cloud refuses`, {
    why: problems(parsed.error),
    fix: fixOf(logicalId, source),
  });
}

function fixOf(logicalId: string, source: string): string {
  return `Correct ${logicalId} in ${within(source)}, or take it out.`;
}

/** A template's name within a sentence. */
export function within(source: string): string {
  return source.replace(/^The /, 'the ');
}

/** Every type that is not served, by name, before anything is made. */
export function checkTypes(resources: readonly [string, TemplateResource][], source: string): void {
  const unknown = resources.filter(([, { Type }]) => !RESOURCE_TYPES.has(Type));
  if (unknown.length === 0) return;
  const types = unknown.map(([, { Type }]) => Type);
  const lines = unknown.slice(0, MOST_TOLD).map(([logicalId, { Type }]) => {
    const meant = typeMeant(Type).trim();
    return `${logicalId}: ${Type}${meant && `. ${meant}`}`;
  });
  throw new UserError('The local cloud does not serve every resource type of this template', {
    why: firstOf(lines, unknown.length - lines.length),
    fix: `${samHint(types)}Take them out of ${within(source)}, or ${howToLeaveOut(types, RESOURCE_TYPES.keys())}: what refers to them has their names.`,
  });
}

/** Another type of the service, or the type of another service: the two are not mistyped at once. */
function typeMeant(type: string): string {
  const service = type.slice(0, type.lastIndexOf('::') + 2);
  const name = type.slice(service.length);
  const types = [...RESOURCE_TYPES.keys()];
  const ofService = types.filter((one) => one.startsWith(service));
  const names = ofService.map((one) => one.slice(service.length));
  return ofService.length > 0
    ? didYouMean(name, names, service)
    : didYouMean(
        type,
        types.filter((one) => one.endsWith(`::${name}`)),
      );
}

/** What makes resources of SAM's types out of them. */
function samHint(types: readonly string[]): string {
  return types.some((type) => type.startsWith('AWS::Serverless::'))
    ? 'For types of SAM write "Transform: AWS::Serverless-2016-10-31" into the template. '
    : '';
}

/** Every property that its type does not take, before anything is made. */
export function checkProperties(
  resources: readonly [string, TemplateResource][],
  bindings: Bindings,
): void {
  const unknown = resources.flatMap(([logicalId, { Type, Properties }]) => {
    const known = propertiesOf(Type);
    return Object.keys(Properties)
      .filter((name) => known && !known.includes(name) && !isLeftOut(Properties[name]!, bindings))
      .map((name) => ({ logicalId, Type, name, known: known! }));
  });
  if (unknown.length === 0) return;
  const told = unknown.slice(0, MOST_TOLD);
  const lines = told.map(
    ({ logicalId, Type, name, known }) =>
      `${logicalId} (${Type}): ${name}. ${didYouMean(name, known)}Taken: ${known.join(', ')}.`,
  );
  const words = told.map(({ logicalId, name }) => JSON.stringify(`${logicalId}.${name}`));
  throw new UserError('The local cloud does not take every property of this template', {
    why: firstOf(lines, unknown.length - told.length),
    fix: `Correct them in ${within(bindings.template.source)}, take them out, or have them left out here by "leaveOut": [${words.join(', ')}] in local-cloud.config.json.`,
  });
}

function propertiesOf(typeName: string): readonly string[] | undefined {
  const { properties, inert = [] } = RESOURCE_TYPES.get(typeName)!;
  if (!(properties instanceof z.ZodObject)) return undefined;
  return [...Object.keys(properties.shape), ...inert].sort();
}

/** What is `AWS::NoValue` by a condition; what cannot be told before others are made is there. */
function isLeftOut(value: Json, bindings: Bindings): boolean {
  try {
    return resolve(value, bindings) === null;
  } catch {
    return false;
  }
}
