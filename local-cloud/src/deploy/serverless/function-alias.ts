import { hash } from 'node:crypto';
import * as z from 'zod';
import { UserError } from '../../core/errors.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { json } from '../../core/json-schemas.ts';
import { boolean } from '../resource-type.ts';
import { attribute, given, type Made, passed } from './made.ts';

const RETENTIONS = ['Delete', 'Retain', 'RetainExceptOnCreate'] as const;

/** What of a function is said of its versions, and of the alias that stands for the newest. */
export const published = {
  AutoPublishAlias: z
    .union(
      [z.string(), z.strictObject({ Ref: z.string() })],
      'Invalid input: expected a name, or the Ref of a parameter',
    )
    .optional(),
  AutoPublishAliasAllProperties: boolean.optional(),
  AutoPublishCodeSha256: json.optional(),
  /** Versions of before stay until a restart. */
  VersionDeletionPolicy: z.enum(RETENTIONS).optional(),
  ...passed(['VersionDescription', 'ProvisionedConcurrencyConfig']),
  /** How an update shifts traffic: here it goes to the new version at once. */
  DeploymentPreference: z
    .strictObject(
      passed([
        ...(['Type', 'Enabled', 'Role', 'Alarms', 'Hooks', 'PassthroughCondition'] as const),
        'TriggerConfigurations',
      ]),
    )
    .optional(),
};

type Published = z.output<z.ZodObject<typeof published>>;

/** The alias of a function, and its logical id. */
export interface FunctionAlias {
  readonly id: string;
  readonly name: Json;
}

/**
 * Adds a version of the function, and the alias that stands for it: a version's logical id tells
 * its content, so that other content makes another version, to which the alias moves on.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html
 *
 * @param properties those of the function
 * @throws UserError for what only an alias can have
 */
export function addAlias(
  fn: Published,
  made: Made,
  properties: JsonObject,
): FunctionAlias | undefined {
  const { AutoPublishAlias: name, ProvisionedConcurrencyConfig } = fn;
  if (name === undefined) {
    refuseWithoutAlias(fn, made.id);
    return undefined;
  }
  const FunctionName = { Ref: made.id };
  const versionId = `${made.id}Version${contentOf(fn, made, properties).slice(0, 10)}`;
  const Description = fn.VersionDescription;
  made.add(versionId, 'AWS::Lambda::Version', given({ FunctionName, Description }), {
    DeletionPolicy: 'Retain',
  });
  const id = `${made.id}Alias${idPart(typeof name === 'string' ? name : name.Ref)}`;
  made.add(
    id,
    'AWS::Lambda::Alias',
    given({
      Name: name,
      FunctionName,
      FunctionVersion: attribute(versionId, 'Version'),
      ProvisionedConcurrencyConfig,
    }),
  );
  made.refer('Version', versionId);
  made.refer('Alias', id);
  return { id, name };
}

/** SAM writes the hyphens and underscores of a name so. */
function idPart(name: string): string {
  return name.replaceAll('-', 'D').replaceAll('_', 'U');
}

/**
 * What makes a version another one: a digest that is given, all that the function is, or its code,
 * its variables, its memory and its snapshots.
 */
function contentOf(fn: Published, made: Made, properties: JsonObject): string {
  if (fn.AutoPublishCodeSha256 !== undefined) return digest(fn.AutoPublishCodeSha256);
  const { Code = '', Environment, MemorySize, SnapStart } = properties;
  const rest = fn.AutoPublishAliasAllProperties
    ? properties
    : given({ Environment, MemorySize, SnapStart });
  const name = isObject(Code) ? Code.S3Key : Code;
  const code = typeof name === 'string' ? (made.digest(name) ?? Code) : Code;
  return digest({ ...rest, Code: code });
}

function digest(value: Json): string {
  return hash('sha1', JSON.stringify(value));
}

function refuseWithoutAlias(fn: Published, id: string): void {
  const { ProvisionedConcurrencyConfig, VersionDeletionPolicy, DeploymentPreference } = fn;
  const isPreferred = String(DeploymentPreference?.Enabled ?? true) !== 'false';
  const needing = given({
    ProvisionedConcurrencyConfig,
    VersionDeletionPolicy,
    DeploymentPreference: isPreferred ? DeploymentPreference : undefined,
  });
  const [name] = Object.keys(needing);
  if (name === undefined) return;
  throw new UserError(`${id} has ${name}, and no AutoPublishAlias`, {
    why: 'It is for the alias of a function.',
    fix: 'Give it AutoPublishAlias, the name of an alias, or take it out.',
  });
}
