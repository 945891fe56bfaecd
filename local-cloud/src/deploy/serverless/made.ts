import * as z from 'zod';
import { UserError } from '../../core/errors.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { json } from '../../core/json-schemas.ts';
import { problems } from '../../core/problems.ts';
import type { ApiMethod } from './api-method.ts';
import { policiesOf } from './policies.ts';

/** A resource type of SAM: the properties it honours, and the resources that come of it. */
export interface ServerlessType {
  readonly type: string;
  /** It is made after all others, which hand it what it has. */
  readonly last?: true;
  /** Strict: a property that is not named is refused. */
  readonly properties: z.ZodType;
  expand(properties: never, made: Made): void;
}

export function serverlessType<Schema extends z.ZodType>(definition: {
  type: string;
  last?: true;
  properties: Schema;
  expand(properties: z.output<Schema>, made: Made): void;
}): ServerlessType {
  return definition;
}

/** What comes of one resource of a SAM template. */
export interface Made {
  /** Its logical id: the main resource keeps it. */
  readonly id: string;
  readonly type: string;
  /** A resource beside it, under the same condition. */
  add(logicalId: string, type: string, properties: JsonObject, attributes?: JsonObject): void;
  /** One of SAM's that others of the template need, too, as `Globals` says. */
  addShared(logicalId: string, type: string): void;
  /** The resource itself, with all attributes of the original. */
  addMain(type: string, properties: JsonObject): void;
  /** Lets the template refer to one beside it as `<id>.<property>`. */
  refer(property: string, logicalId: string): void;
  /** A digest of the code or definition at a path or a key; undefined: there is nothing to read. */
  digest(name: string): string | undefined;
  /** Another resource of the template, which an event changes; undefined: there is none. */
  other(logicalId: string): JsonObject | undefined;
  /** A resource as it stands in the template, whatever comes of it; undefined: there is none. */
  written(logicalId: string): JsonObject | undefined;
  /** Hands a method to an API, which is made when all have theirs. */
  addMethod(apiId: string, method: ApiMethod): void;
  /** The methods that this API was handed. */
  methods(): readonly ApiMethod[];
}

export interface RoleOptions {
  readonly service: string;
  readonly managed?: readonly string[];
  readonly policies: readonly Json[];
  readonly inline?: readonly { PolicyName: string; PolicyDocument: Json }[];
  readonly trust?: Json | undefined;
  readonly path?: Json | undefined;
  readonly boundary?: Json | undefined;
  readonly tags?: Json | undefined;
}

/** Adds the role that SAM makes where a template names none; gives its ARN. */
export function addRole(made: Made, roleId: string, options: RoleOptions): Json {
  const { managed, inline } = policiesOf([...(options.managed ?? []), ...options.policies], roleId);
  made.add(
    roleId,
    'AWS::IAM::Role',
    given({
      AssumeRolePolicyDocument: options.trust ?? trust(options.service),
      ManagedPolicyArns: managed.length > 0 ? [...managed] : undefined,
      Policies: [...inline, ...(options.inline ?? [])],
      Path: options.path,
      PermissionsBoundary: options.boundary,
      Tags: options.tags,
    }),
  );
  return attribute(roleId, 'Arn');
}

function trust(Service: string): Json {
  const statement = {
    Effect: 'Allow',
    Principal: { Service: [Service] },
    Action: ['sts:AssumeRole'],
  };
  return { Version: '2012-10-17', Statement: [statement] };
}

/** A policy of one statement. */
export function allow(PolicyName: string, action: string, resource: Json) {
  const statement = { Effect: 'Allow', Action: action, Resource: resource };
  return { PolicyName, PolicyDocument: { Version: '2012-10-17', Statement: [statement] } };
}

/** Without the members that are undefined. */
export function given(members: Record<string, Json | undefined>): JsonObject {
  return Object.fromEntries(
    Object.entries(members).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );
}

/** A value that may be there once, often, or not at all. */
export function listOf(value: Json | undefined): Json[] {
  return value === undefined ? [] : [value].flat();
}

export function attribute(logicalId: string, name: string): Json {
  return { 'Fn::GetAtt': [logicalId, name] };
}

/** SAM writes tags as a map, and adds who made it. */
export function tagList(tags: JsonObject | undefined, createdBy: string): Json {
  const all = { [createdBy]: 'SAM', ...tags };
  return Object.entries(all).map(([Key, Value]) => ({ Key, Value }));
}

/** Properties that go on as they are: the resource type they go to says what they must be. */
export function passed<const Names extends readonly string[]>(
  names: Names,
): Record<Names[number], z.ZodOptional<typeof json>> {
  return Object.fromEntries(names.map((name) => [name, json.optional()])) as never;
}

/** Reads a part of a template; what is wrong is told with `place`. */
export function read<Schema extends z.ZodType>(
  schema: Schema,
  value: Json,
  place: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape).sort() : [];
  throw new UserError(`${place} has properties the local cloud refuses`, {
    why: problems(parsed.error) + (known.length > 0 ? `\nTaken: ${known.join(', ')}.` : ''),
    fix: 'Correct them, take them out, or have them left out here: "leaveOut" in local-cloud.config.json takes them as <logical id>.<property>.',
  });
}
