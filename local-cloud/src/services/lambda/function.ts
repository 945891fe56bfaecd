import { createHash } from 'node:crypto';
import type { FunctionConfiguration, FunctionEventInvokeConfig } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import type { Cloud } from '../../core/service.ts';
import { given, shape } from '../../core/state.ts';
import type { HostedFunction } from '../../function-host/types.ts';
import type { PolicyStatement } from './policy.ts';
import type { Settings } from './settings.ts';

/** How asynchronous events of a function are dealt with. */
export type AsyncConfig = Readonly<
  Required<Pick<FunctionEventInvokeConfig, 'LastModified'>> & FunctionEventInvokeConfig
>;

/** A function as it is saved. */
export interface SavedFunction
  extends Pick<
    LambdaFunction,
    | 'name'
    | 'tags'
    | 'architecture'
    | 'statements'
    | 'policyRevisionId'
    | 'reservedConcurrency'
    | 'asyncConfig'
    | 'settings'
    | 'revisionId'
  > {
  readonly code: Uint8Array;
  readonly lastModified: number;
}

export const SAVED_FUNCTION = shape<SavedFunction>({
  name: z.string(),
  tags: z.record(z.string(), z.string()),
  architecture: z.enum(['arm64', 'x86_64']),
  statements: z.array(given<PolicyStatement>()),
  policyRevisionId: z.string(),
  reservedConcurrency: z.number().optional(),
  asyncConfig: given<AsyncConfig>().optional(),
  settings: given<Settings>(),
  revisionId: z.string(),
  code: z.instanceof(Uint8Array),
  lastModified: z.number(),
});

/** A function: its code, its settings, and what is said about it beside them. */
export class LambdaFunction {
  readonly name: string;
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly #cloud: Cloud;
  architecture: 'arm64' | 'x86_64' = 'x86_64';
  statements: readonly PolicyStatement[] = [];
  /** Changes with the policy. */
  policyRevisionId = '';
  reservedConcurrency: number | undefined;
  asyncConfig: AsyncConfig | undefined;
  #settings: Settings;
  #code: Uint8Array;
  #codeSha256: string;
  #revisionId = '';
  #lastModified = 0;

  constructor(
    cloud: Cloud,
    name: string,
    settings: Settings,
    code: Uint8Array,
    tags: Readonly<Record<string, string>>,
  ) {
    this.#cloud = cloud;
    this.name = name;
    this.arn = `arn:aws:lambda:${cloud.region}:${cloud.accountId}:function:${name}`;
    this.tags = tags;
    this.#settings = settings;
    this.#code = code;
    this.#codeSha256 = sha256(code);
    this.#touch();
  }

  static load(cloud: Cloud, saved: SavedFunction): LambdaFunction {
    const { name, settings, code, tags, revisionId, lastModified, ...others } = saved;
    const fn = new LambdaFunction(cloud, name, settings, code, tags);
    fn.#revisionId = revisionId;
    fn.#lastModified = lastModified;
    return Object.assign(fn, others);
  }

  save(): SavedFunction {
    const { arn: _, ...others } = this;
    const { settings, revisionId } = this;
    return { ...others, settings, revisionId, code: this.#code, lastModified: this.#lastModified };
  }

  get settings(): Settings {
    return this.#settings;
  }

  set settings(settings: Settings) {
    this.#settings = settings;
    this.#touch();
  }

  get revisionId(): string {
    return this.#revisionId;
  }

  set code(code: Uint8Array) {
    this.#code = code;
    this.#codeSha256 = sha256(code);
    this.#touch();
  }

  /** Undefined: nobody may, but by their own policies. */
  get policy(): object | undefined {
    if (this.statements.length === 0) return undefined;
    return { Version: '2012-10-17', Id: 'default', Statement: this.statements };
  }

  /** What the host runs. */
  hosted(): HostedFunction {
    const { Runtime, Handler, Role, Timeout, MemorySize, Environment, Tracing, Logging } =
      this.#settings;
    return {
      name: this.name,
      arn: this.arn,
      revisionId: this.#revisionId,
      runtime: Runtime,
      handler: Handler,
      roleArn: Role,
      timeoutSeconds: Timeout,
      memoryMb: MemorySize,
      environment: Environment,
      code: this.#code,
      codeSha256: this.#codeSha256,
      tracing: Tracing,
      logging: {
        format: Logging.LogFormat === 'JSON' ? 'JSON' : 'Text',
        group: Logging.LogGroup!,
        applicationLevel: Logging.ApplicationLogLevel,
        systemLevel: Logging.SystemLogLevel,
      },
      reservedConcurrency: this.reservedConcurrency,
    };
  }

  configuration(): FunctionConfiguration {
    const { Environment, DeadLetterArn, Tracing, Logging, EphemeralStorage, ...settings } =
      this.#settings;
    return {
      ...settings,
      FunctionName: this.name,
      FunctionArn: this.arn,
      CodeSize: this.#code.length,
      CodeSha256: this.#codeSha256,
      LastModified: new Date(this.#lastModified).toISOString().replace('Z', '+0000'),
      Version: '$LATEST',
      RevisionId: this.#revisionId,
      State: 'Active',
      LastUpdateStatus: 'Successful',
      PackageType: 'Zip',
      Architectures: [this.architecture],
      TracingConfig: { Mode: Tracing },
      LoggingConfig: { ...Logging },
      EphemeralStorage: { Size: EphemeralStorage },
      SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
      ...(Object.keys(Environment).length > 0 && {
        Environment: { Variables: { ...Environment } },
      }),
      ...(DeadLetterArn !== undefined && { DeadLetterConfig: { TargetArn: DeadLetterArn } }),
    };
  }

  #touch(): void {
    this.#revisionId = this.#cloud.random.uuid();
    this.#lastModified = this.#cloud.clock.now();
  }
}

/** Base64, as Lambda gives it. */
function sha256(code: Uint8Array): string {
  return createHash('sha256').update(code).digest('base64');
}
