import { createHash } from 'node:crypto';
import * as z from 'zod';
import { AwsError, notSupported } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { Cloud, Permission } from '../../core/service.ts';
import { fromJson, type State, shape, toJson } from '../../core/state.ts';

export const PARAMETER_TYPES = ['String', 'StringList', 'SecureString'] as const;

export interface StoredParameter {
  readonly name: string;
  readonly type: (typeof PARAMETER_TYPES)[number];
  readonly value: string;
  readonly version: number;
  readonly description: string | undefined;
  /** Cloud time in milliseconds. */
  readonly modified: number;
}

const SAVED = z.array(
  shape<StoredParameter>({
    name: z.string(),
    type: z.enum(PARAMETER_TYPES),
    value: z.string(),
    version: z.number(),
    description: z.string().optional(),
    modified: z.number(),
  }),
);

/** The parameters of Parameter Store, each with its latest version. */
export class Parameters implements State {
  readonly cloud: Cloud;
  readonly #parameters = new Map<string, StoredParameter>();

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

  find(name: string): StoredParameter | undefined {
    return this.#parameters.get(name);
  }

  put(parameter: StoredParameter): void {
    this.#parameters.set(parameter.name, parameter);
  }

  delete(name: string): boolean {
    return this.#parameters.delete(name);
  }

  all(): StoredParameter[] {
    return [...this.#parameters.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  save(): Json {
    return toJson(this.all());
  }

  load(json: Json): void {
    for (const parameter of fromJson(json, SAVED)) this.put(parameter);
  }

  /** As the API shows it. A SecureString shows its value to those who ask for it decrypted. */
  describe({ name, type, value, version, modified }: StoredParameter, decrypted = false) {
    return {
      Name: name,
      Type: type,
      Value: type === 'SecureString' && !decrypted ? sealed(value) : value,
      Version: version,
      LastModifiedDate: new Date(modified),
      ARN: this.arn(name),
      DataType: 'text',
    };
  }
}

/** Stands for what KMS makes of a value: nobody reads it back. */
function sealed(value: string): string {
  return createHash('sha512').update(value).digest('base64');
}

/**
 * A parameter may be asked for by its ARN, which begins a name of one part without its slash.
 * Throws NotSupportedByLocalCloud for `name:3` and `name:label`.
 */
export function nameOf(given: string | undefined): string | undefined {
  const path = given?.match(/^arn:aws:ssm:[^:]*:[^:]*:parameter\/(.*)$/)?.[1];
  const name = path?.includes('/') ? `/${path}` : (path ?? given);
  if (name?.includes(':')) throw notSupported('SSM', `versions and labels of parameters (${name})`);
  return name;
}

export function parameterNotFound(name: string | undefined): AwsError {
  return new AwsError('ParameterNotFound', `Parameter ${name} not found.`);
}
