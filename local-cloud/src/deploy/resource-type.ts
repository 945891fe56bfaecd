import * as z from 'zod';
import { JsonNumber } from '../core/json-number.ts';
import type { Cloud } from '../core/service.ts';

/** What a resource type is given to make one resource. */
export interface ResourceContext {
  readonly cloud: Cloud;
  readonly stackName: string;
  readonly logicalId: string;
  /** Calls an operation as whoever deploys, by way of CloudFormation. */
  call<Output>(sdkId: string, operation: string, input: object): Promise<Output>;
  /** A name as CloudFormation makes them, `<stack>-<logical id>-<random>`, cut to `max` characters. */
  generatedName(max?: number): string;
  /** The bytes of an artifact, by the S3 key or the local path the template gives. */
  artifact(key: string, bucket?: string): Uint8Array | Promise<Uint8Array>;
}

/** A resource that was made. */
export interface Deployed {
  /** What `Ref` gives. */
  readonly ref: string;
  /** What `Fn::GetAtt` gives, by attribute. */
  readonly attributes?: Readonly<Record<string, string>>;
  remove(): Promise<unknown>;
}

/** One CloudFormation resource type: the properties it honours, and how it is made. */
export interface ResourceType {
  readonly type: string;
  /** Strict: a property that is not named is refused. */
  readonly properties: z.ZodType;
  /** Properties that are taken and change nothing here: the support page lists them. */
  readonly inert?: readonly string[];
  create(properties: never, context: ResourceContext): Promise<Deployed>;
  /**
   * Changes it in place, all but what is `fixed`: what `local-cloud up` does when a source changes.
   * A property that is left out has its default again. `before`: the properties it has now.
   * Gives what it is known by from then on, where that is something else.
   */
  update?(
    deployed: Deployed,
    properties: never,
    context: ResourceContext,
    before: never,
  ): Promise<Partial<Deployed> | undefined>;
  /** The properties that only another resource in its place can have otherwise, such as its name. */
  readonly fixed?: readonly string[];
  /** It holds nothing: once it has gone from the template, `local-cloud up` takes it down without a restart. */
  readonly passing?: true;
}

export function resourceType<Schema extends z.ZodType>(definition: {
  type: string;
  properties: Schema;
  inert?: readonly string[];
  create(properties: z.output<Schema>, context: ResourceContext): Promise<Deployed>;
  update?(
    deployed: Deployed,
    properties: z.output<Schema>,
    context: ResourceContext,
    before: z.output<Schema>,
  ): Promise<Partial<Deployed> | undefined>;
  fixed?: readonly (keyof z.input<Schema> & string)[];
  passing?: true;
}): ResourceType {
  return definition;
}

/** CloudFormation writes numbers and booleans as text as often as not. */
export const number = z.union(
  [
    z.number(),
    z.instanceof(JsonNumber).transform(Number),
    z
      .string()
      .regex(/^[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/)
      .transform(Number),
  ],
  'Invalid input: expected a number',
);
export const boolean = z.union(
  [
    z.boolean(),
    z
      .string()
      .regex(/^(?:true|false)$/i)
      .transform((word) => /^true$/i.test(word)),
  ],
  'Invalid input: expected true or false',
);
/** A text, a number or a boolean, as it stands in the template. */
export const scalar = z.union([z.string(), z.number(), z.boolean(), z.instanceof(JsonNumber)]);
/** And numbers and booleans where it wants text. */
export const text = z.union([scalar], 'Invalid input: expected text').transform(String);
export const tags = z.array(z.strictObject({ Key: z.string(), Value: z.string() }));

/** Tags as the services take them that want a map. */
export function tagMap(
  list: z.output<typeof tags> | undefined,
): Record<string, string> | undefined {
  return list && Object.fromEntries(list.map((tag) => [tag.Key, tag.Value]));
}

/** Attributes as SNS and SQS take them: texts, whatever they are in a template. */
export function attributeTexts(settings: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(defined(settings)).map(([name, value]) => [
      name,
      typeof value === 'object' ? JSON.stringify(value) : String(value),
    ]),
  );
}

/** The object without its undefined members. */
export function defined<T extends object>(value: T): T {
  return Object.fromEntries(
    Object.entries(value).filter(([, member]) => member !== undefined),
  ) as T;
}

/** Finishes a resource that was just made; where that fails, it is removed again. */
export async function orRemoved(
  remove: () => Promise<unknown>,
  finish: () => Promise<unknown>,
): Promise<void> {
  try {
    await finish();
  } catch (error) {
    await remove();
    throw error;
  }
}
