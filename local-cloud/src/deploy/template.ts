import * as z from 'zod';
import { UserError } from '../core/errors.ts';
import type { Json, JsonObject } from '../core/json.ts';

/** A CloudFormation template, as `serverless package` writes it (JSON). */
export interface Template {
  readonly Parameters: Readonly<Record<string, TemplateParameter>>;
  readonly Mappings: Readonly<Record<string, Record<string, Record<string, Json>>>>;
  readonly Conditions: Readonly<Record<string, Json>>;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs: Readonly<Record<string, TemplateOutput>>;
}

export interface TemplateParameter {
  readonly Type: string;
  readonly Default?: Json;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties: JsonObject;
  readonly DependsOn: readonly string[];
  readonly Condition?: string;
}

export interface TemplateOutput {
  readonly Value: Json;
  readonly Description?: string;
  readonly Condition?: string;
}

const json = z.json();
const object = z.record(z.string(), json);

/** Sections and attributes that are refused are those that are not named here. */
const schema = z.strictObject({
  AWSTemplateFormatVersion: z.string().optional(),
  Description: z.string().optional(),
  Metadata: object.optional(),
  Parameters: z
    .record(z.string(), z.looseObject({ Type: z.string(), Default: json.optional() }))
    .default({}),
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

/** Reads a template. Throws a UserError that names the place of everything wrong with it. */
export function parseTemplate(text: string, source: string): Template {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UserError(`${source} is not JSON`, {
      why: (error as Error).message,
      fix: 'Package again: npx serverless package',
      cause: error,
    });
  }
  const place = placeOfNull(value as Json);
  if (place !== undefined) {
    throw new UserError(`${source}: [${place}] 'null' values are not allowed in templates`, {
      why: 'CloudFormation refuses them, and so in the Definition of a state machine too.',
      fix: "In a definition, keep a result under a name that nobody reads, or make null with States.StringToJson('null').",
    });
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw new UserError(`${source} is not a template the local cloud can deploy`, {
      why: z.prettifyError(parsed.error),
    });
  }
  return parsed.data;
}

/** The path of the first null in a value, or undefined when there is none. */
function placeOfNull(value: Json, path = ''): string | undefined {
  if (value === null) return path;
  if (typeof value !== 'object') return undefined;
  for (const [key, member] of Object.entries(value)) {
    const place = placeOfNull(member, `${path}/${key}`);
    if (place !== undefined) return place;
  }
  return undefined;
}
