import * as z from 'zod';
import { UserError } from '../core/errors.ts';
import { isObject, type Json, type JsonObject } from '../core/json.ts';
import { json, jsonObject as object } from '../core/json-schemas.ts';
import { problems } from '../core/problems.ts';
import type { Artifacts } from './digests.ts';
import { hasIncludes, withIncludes } from './includes.ts';
import { type LeftOut, withoutLeftOut } from './left-out.ts';
import { number, scalar } from './resource-type.ts';
import { type Digest, expandServerless, SERVERLESS_TRANSFORM } from './serverless/transform.ts';
import { refuseTooMany, refuseTooMuch } from './template-limits.ts';
import { readTemplateText } from './template-text.ts';

/** A CloudFormation template, JSON or YAML. */
export interface Template {
  /** The file it was read from, as people are told of it. */
  readonly source: string;
  readonly Parameters: Readonly<Record<string, TemplateParameter>>;
  readonly Mappings: Readonly<Record<string, Record<string, Record<string, Json>>>>;
  readonly Conditions: Readonly<Record<string, Json>>;
  readonly Rules: Readonly<Record<string, TemplateRule>>;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs: Readonly<Record<string, TemplateOutput>>;
  /** What is not in `Resources` because the project leaves it out. */
  readonly leftOut: LeftOut;
  /** Of one that includes other documents: what it is with them. Until they are read, nothing is made of it. */
  readonly complete?: (artifact: Artifacts['artifact']) => Promise<Template>;
}

export type TemplateParameter = z.output<typeof parameter>;
export type TemplateRule = z.output<typeof rule>;

export interface TemplateResource {
  readonly Type: string;
  readonly Properties: JsonObject;
  readonly DependsOn: readonly string[];
  readonly Condition?: string;
  readonly DeletionPolicy?: string;
}

export interface TemplateOutput {
  readonly Value: Json;
  readonly Description?: string;
  readonly Condition?: string;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html */
const parameter = z.strictObject({
  Type: z.string(),
  Default: scalar.optional(),
  AllowedValues: z.array(scalar).optional(),
  AllowedPattern: z.string().optional(),
  ConstraintDescription: z.string().optional(),
  Description: z.string().optional(),
  MinLength: number.optional(),
  MaxLength: number.optional(),
  MinValue: number.optional(),
  MaxValue: number.optional(),
  NoEcho: z.union([z.boolean(), z.enum(['true', 'false'])]).optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html */
const rule = z.strictObject({
  RuleCondition: json.optional(),
  Assertions: z.array(z.strictObject({ Assert: json, AssertDescription: z.string().optional() })),
});

/** Sections and attributes that are refused are those that are not named here. */
const schema = z.strictObject({
  AWSTemplateFormatVersion: z.string().optional(),
  Description: z.string().optional(),
  Metadata: object.optional(),
  Parameters: z.record(z.string(), parameter).default({}),
  Rules: z.record(z.string(), rule).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), object)).default({}),
  Conditions: object.default({}),
  Resources: z.record(
    z.string(),
    z.strictObject({
      Type: z.string(),
      Properties: object.default({}),
      DependsOn: z.union([z.array(z.string()), z.string().transform((name) => [name])]).default([]),
      Condition: z.string().optional(),
      Metadata: object.optional(),
      /** The Serverless Framework gives it to its custom resources. */
      Version: scalar.optional(),
      DeletionPolicy: z.enum(['Delete', 'Retain', 'RetainExceptOnCreate', 'Snapshot']).optional(),
      UpdateReplacePolicy: z.enum(['Delete', 'Retain', 'Snapshot']).optional(),
    }),
  ),
  Outputs: z
    .record(
      z.string(),
      z.strictObject({
        Value: json,
        Description: z.string().optional(),
        Condition: z.string().optional(),
        Export: object.optional(),
      }),
    )
    .default({}),
});

export interface TemplateOptions {
  /** Of what the template names by a path or a key: other content makes other versions. */
  readonly digest?: Digest;
  /** See `withoutLeftOut`. */
  readonly leaveOut?: readonly string[] | undefined;
}

/** Reads the text of a template at once. For text of others see `readTemplate`, which lets others have their turn. */
export function parseTemplate(text: string, source: string, options?: TemplateOptions): Template {
  return templateOf(readTemplateText(text, source), source, options);
}

/**
 * What a template says, once its text is read.
 *
 * @throws UserError that names the place of everything wrong with it
 */
export function templateOf(
  whole: Json,
  source: string,
  { digest, leaveOut = [] }: TemplateOptions = {},
): Template {
  checkWhole(whole, source);
  const { template: written, leftOut } = isObject(whole)
    ? withoutLeftOut(whole, leaveOut, source)
    : { template: whole, leftOut: new Map() };
  const template = (value: Json) => ({ ...madeOf(value, source, digest), leftOut });
  if (!isObject(written) || !hasIncludes(written, source)) return template(written);
  // AWS includes documents before other transforms: what SAM makes is made of what they say.
  const complete = async (artifact: Artifacts['artifact']) => {
    const all = await withIncludes(written, source, artifact);
    checkWhole(all, source);
    return template(all);
  };
  return { ...template(written), complete };
}

function checkWhole(template: Json, source: string): void {
  refuseTooMuch(template, source);
  refuseNulls(template, source);
}

function madeOf(
  written: Json,
  source: string,
  digest: Digest | undefined,
): Omit<Template, 'leftOut'> {
  const value = transformed(written, source, digest);
  refuseTooMany(value, source);
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const fix = isObject(value) ? fixOf(value) : undefined;
    throw new UserError(`${source} is not a template the local cloud can deploy`, {
      why: problems(parsed.error),
      ...(fix !== undefined && { fix }),
    });
  }
  return { source, ...parsed.data };
}

function fixOf(template: JsonObject): string | undefined {
  if (template.Resources === undefined) return NO_RESOURCES;
  return template.Globals === undefined
    ? undefined
    : `Globals are SAM's: write "Transform: ${SERVERLESS_TRANSFORM}" into the template.`;
}

const NO_RESOURCES =
  'Write what is to be made below "Resources": a template has at least that section.';

function refuseNulls(value: Json, source: string): void {
  if (value === null) throw new UserError(`${source} is empty`, { fix: NO_RESOURCES });
  const place = placeOfNull(value, isServerlessDefinition(value));
  if (place === undefined) return;
  const isInDefinition = /^\/Resources\/[^/]+\/Properties\/Definition\//.test(place);
  throw new UserError(`${source}: [${place}] 'null' values are not allowed in templates`, {
    why: isInDefinition
      ? 'CloudFormation refuses them, and so in the Definition of a state machine too.'
      : 'CloudFormation refuses them. In YAML, a name with nothing after it is null.',
    fix: isInDefinition
      ? "Keep a result under a name that nobody reads, or make null with States.StringToJson('null')."
      : 'Give it a value ({} where nothing is to be said), or take it out.',
  });
}

/** Macros run in AWS, before anything is made. What SAM's makes is made here; others are refused. */
function transformed(value: Json, source: string, digest: Digest | undefined): Json {
  if (!isObject(value) || value.Transform === undefined) return value;
  const names = [value.Transform].flat().map((name) => (isObject(name) ? name.Name : name));
  const others = names.filter((name) => name !== SERVERLESS_TRANSFORM);
  if (others.length === 0) return expandServerless(value, source, digest);
  throw new UserError(`${source} is written for the transform ${others.join(', ')}`, {
    why: 'A transform runs in AWS. The local cloud deploys what comes out of it.',
    fix: 'Write the template out in full, or give --template what `aws cloudformation get-template --template-stage Processed` gives.',
  });
}

/**
 * SAM makes a text of the definition of a state machine, in which null is what it is in JSON:
 * https://github.com/aws/serverless-application-model/issues/1618
 */
function isServerlessDefinition(template: Json): (path: string) => boolean {
  const resources = isObject(template) && isObject(template.Resources) ? template.Resources : {};
  const places = Object.entries(resources)
    .filter(([, one]) => isObject(one) && one.Type === 'AWS::Serverless::StateMachine')
    .map(([id]) => `/Resources/${id}/Properties/Definition`);
  const known = new Set(places);
  return (path) => known.has(path);
}

/** The path of the first null in a value, or undefined when there is none. */
function placeOfNull(
  value: Json,
  isAllowed: (path: string) => boolean,
  path = '',
): string | undefined {
  if (value === null) return path;
  if (typeof value !== 'object' || isAllowed(path)) return undefined;
  for (const [key, member] of Object.entries(value)) {
    const place = placeOfNull(member, isAllowed, `${path}/${key}`);
    if (place !== undefined) return place;
  }
  return undefined;
}
