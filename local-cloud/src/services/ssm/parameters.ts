import { createHash } from 'node:crypto';
import * as z from 'zod';
import { AwsError, notSupported } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { Cloud, Permission } from '../../core/service.ts';
import { fromJson, type State, shape, toJson } from '../../core/state.ts';

export const PARAMETER_TYPES = ['String', 'StringList', 'SecureString'] as const;

/** One version of a parameter. */
export interface StoredParameter {
  readonly name: string;
  readonly type: (typeof PARAMETER_TYPES)[number];
  readonly value: string;
  readonly version: number;
  readonly description: string | undefined;
  readonly allowedPattern: string | undefined;
  /** Cloud time in milliseconds. */
  readonly modified: number;
  /** The ARN of who made it. */
  readonly modifiedBy: string | undefined;
}

const SAVED_VERSION = shape<StoredParameter>({
  name: z.string(),
  type: z.enum(PARAMETER_TYPES),
  value: z.string(),
  version: z.number(),
  description: z.string().optional(),
  allowedPattern: z.string().optional(),
  modified: z.number(),
  modifiedBy: z.string().optional(),
});

/** A parameter: its versions, the latest last, and its tags. */
export interface Parameter {
  readonly versions: readonly StoredParameter[];
  readonly tags: ReadonlyMap<string, string>;
}

const SAVED = z.array(
  shape<Parameter>({ versions: z.array(SAVED_VERSION), tags: z.map(z.string(), z.string()) }),
);

/** Older versions go as new ones come. */
const MOST_VERSIONS = 100;

/** The parameters of Parameter Store. */
export class Parameters implements State {
  readonly cloud: Cloud;
  /** By their names without the slash that may begin them: `name` and `/name` are the same. */
  readonly #parameters = new Map<string, Parameter>();

  constructor(cloud: Cloud) {
    this.cloud = cloud;
  }

  /** A name with slashes has no further one before it: `parameter/app/x`, and `parameter/x`. */
  arn(name: string | undefined): string {
    const { region, accountId } = this.cloud;
    return `arn:aws:ssm:${region}:${accountId}:parameter/${(name ?? '*').replace(/^\//, '')}`;
  }

  permission(action: string, name: string | undefined): Permission {
    return { action: `ssm:${action}`, resource: this.arn(nameOf(name)) };
  }

  find(name: string): Parameter | undefined {
    return this.#parameters.get(keyOf(name));
  }

  /** The latest version. */
  latest(name: string): StoredParameter | undefined {
    return this.find(name)?.versions.at(-1);
  }

  /**
   * The version that a reference names, `name:3` for one, under the name that it was asked for by.
   * Throws ParameterNotFound, ParameterVersionNotFound.
   */
  referenced(reference: string): Referenced {
    const found = this.lookup(reference);
    if (found !== undefined) return found;
    const { name, version } = splitReference(reference);
    if (version === undefined || this.find(name) === undefined) throw parameterNotFound(reference);
    throw versionNotFound(version, name);
  }

  /** The same, where a version that is not there is like a parameter that is not. */
  lookup(reference: string): Referenced | undefined {
    const { name, version } = splitReference(reference);
    const versions = this.find(name)?.versions ?? [];
    const latest = versions.at(-1);
    if (latest === undefined || version === undefined) return latest && { ...latest, name };
    const found = versions.find((one) => one.version === version);
    return found && { ...found, name, selector: `:${version}` };
  }

  put(version: StoredParameter): void {
    const { versions = [], tags = new Map<string, string>() } = this.find(version.name) ?? {};
    const kept = [...versions, version].slice(-MOST_VERSIONS);
    this.#parameters.set(keyOf(version.name), { versions: kept, tags });
  }

  /** Tags a parameter that is there anew. */
  tag(name: string, tags: ReadonlyMap<string, string>): void {
    const { versions = [] } = this.find(name) ?? {};
    this.#parameters.set(keyOf(name), { versions, tags });
  }

  delete(name: string): boolean {
    return this.#parameters.delete(keyOf(name));
  }

  /** The latest version of each, by name. */
  all(): StoredParameter[] {
    const latest = [...this.#parameters.values()].map(({ versions }) => versions.at(-1)!);
    return latest.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  save(): Json {
    return toJson([...this.#parameters.values()]);
  }

  load(json: Json): void {
    for (const parameter of fromJson(json, SAVED)) {
      this.#parameters.set(keyOf(parameter.versions[0]!.name), parameter);
    }
  }

  /** As the API shows it. A SecureString shows its value to those who ask for it decrypted. */
  describe(one: Referenced, decrypted = false) {
    const { name, type, value, version, modified, selector } = one;
    return {
      Name: name,
      Type: type,
      Value: type === 'SecureString' && !decrypted ? sealed(value) : value,
      Version: version,
      LastModifiedDate: new Date(modified),
      ARN: this.arn(name),
      DataType: 'text',
      ...(selector !== undefined && { Selector: selector }),
    };
  }
}

/** Stands for what KMS makes of a value: nobody reads it back. */
function sealed(value: string): string {
  return createHash('sha512').update(value).digest('base64');
}

/** What descriptions and histories tell of a version besides. */
export function toldBesides({ type, description, allowedPattern, modifiedBy }: StoredParameter) {
  return {
    ...(type === 'SecureString' && { KeyId: 'alias/aws/ssm' }),
    LastModifiedUser: modifiedBy,
    Description: description,
    AllowedPattern: allowedPattern,
    Tier: 'Standard' as const,
    Policies: [],
  };
}

/** A version with the reference that it was asked for by. */
export interface Referenced extends StoredParameter {
  readonly selector?: string;
}

function keyOf(name: string): string {
  return name.replace(/^\//, '');
}

/**
 * A parameter may be asked for by its ARN, which begins a name of one part without its slash, and by
 * one of its versions. Throws NotSupportedByLocalCloud for `name:label`, ValidationException for a
 * path that does not begin with a slash.
 */
function splitReference(given: string): { name: string; version: number | undefined } {
  const path = given.match(/^arn:aws:ssm:[^:]*:[^:]*:parameter\/(.*)$/)?.[1];
  const whole = path?.includes('/') ? `/${path}` : (path ?? given);
  const [name = '', selector] = whole.split(':');
  if (!isName(name) || (name.includes('/') && !name.startsWith('/'))) throw invalidName();
  if (selector === undefined) return { name, version: undefined };
  if (/^\d+$/.test(selector)) return { name, version: Number(selector) };
  throw notSupported('SSM', `labels of parameters (${whole})`);
}

/** The name without a version. */
export function nameOf(given: string | undefined): string | undefined {
  return given === undefined ? undefined : splitReference(given).name;
}

/** Whether a name has the characters of names, and no part that is empty. */
export function isName(name: string): boolean {
  return /^[a-zA-Z0-9_.\-/]{1,1011}$/.test(name) && !/\/\/|\/$/.test(name);
}

/** What is said of most names that no parameter can have. */
export function invalidName(): AwsError {
  return new AwsError(
    'ValidationException',
    'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_',
  );
}

function versionNotFound(version: number, name: string): AwsError {
  return new AwsError(
    'ParameterVersionNotFound',
    `Systems Manager could not find version ${version} of ${name}. Verify the version and try again.`,
  );
}

/** AWS says no more than the code. */
export function parameterNotFound(name: string | undefined): AwsError {
  return new AwsError('ParameterNotFound', '', { hint: `There is no parameter ${name}.` });
}
