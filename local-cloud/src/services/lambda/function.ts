import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { texts } from '../../core/json-schemas.ts';
import type { Cloud } from '../../core/service.ts';
import { given, shape } from '../../core/state.ts';
import type { HostedFunction } from '../../function-host/types.ts';
import { Alias, type AliasValues } from './alias.ts';
import type { Archive, Archives } from './code.ts';
import { runtimeVersionArn } from './configurations.ts';
import type { Layers } from './layers.ts';
import { LATEST, Qualified, SAVED_QUALIFIED, type SavedQualified } from './qualified.ts';
import type { Settings } from './settings.ts';
import { SAVED_VERSION, type SavedVersion, sameContent, type Version } from './version.ts';

/** What of a version can be changed while it is `$LATEST`. */
export type Change = Partial<Pick<Version, 'settings' | 'architecture' | keyof Archive>>;

/** A function as it is saved. */
export interface SavedFunction
  extends Pick<LambdaFunction, 'name' | 'tags' | 'reservedConcurrency'> {
  readonly latest: SavedVersion;
  readonly published: readonly SavedVersion[];
  readonly lastVersion: number;
  readonly aliases: readonly AliasValues[];
  readonly qualified: readonly SavedQualified[];
}

export const SAVED_FUNCTION = shape<SavedFunction>({
  name: z.string(),
  tags: texts,
  latest: SAVED_VERSION,
  reservedConcurrency: z.number().optional(),
  published: z.array(SAVED_VERSION),
  lastVersion: z.number(),
  aliases: z.array(given<AliasValues>()),
  qualified: z.array(SAVED_QUALIFIED),
});

/** Where a function is. */
interface Account {
  readonly cloud: Cloud;
  readonly layers: Layers;
}

/** A function: its code and settings, its versions and aliases. What is invoked is a `Qualified`. */
export class LambdaFunction {
  readonly name: string;
  readonly arn: string;
  tags: Readonly<Record<string, string>>;
  readonly aliases = new Map<string, Alias>();
  reservedConcurrency: number | undefined;
  readonly #cloud: Cloud;
  readonly #layers: Layers;
  readonly #published = new Map<string, Version>();
  readonly #qualified = new Map<string | undefined, Qualified>();
  #latest: Version;
  #lastVersion = 0;

  constructor(
    { cloud, layers }: Account,
    name: string,
    settings: Settings,
    archive: Archive,
    tags: Readonly<Record<string, string>>,
  ) {
    this.#cloud = cloud;
    this.#layers = layers;
    this.name = name;
    this.arn = `arn:aws:lambda:${cloud.region}:${cloud.accountId}:function:${name}`;
    this.tags = tags;
    this.#latest = {
      version: LATEST,
      settings,
      ...archive,
      upload: 1,
      architecture: 'x86_64',
      ...this.#touched(),
    };
  }

  get latest(): Version {
    return this.#latest;
  }

  static load(
    account: Account & { readonly archives: Archives },
    saved: SavedFunction,
  ): LambdaFunction {
    const { name, tags, aliases } = saved;
    const loaded = (version: SavedVersion) => ({
      ...version,
      ...account.archives.keep(version.code),
    });
    const latest = loaded(saved.latest);
    const fn = new LambdaFunction(account, name, latest.settings, latest, tags);
    fn.reservedConcurrency = saved.reservedConcurrency;
    fn.#latest = latest;
    fn.#lastVersion = saved.lastVersion;
    for (const version of saved.published) fn.#published.set(version.version, loaded(version));
    for (const alias of aliases) fn.aliases.set(alias.name, new Alias(alias));
    for (const { qualifier, ...said } of saved.qualified) {
      Object.assign(fn.qualified(qualifier), said);
    }
    return fn;
  }

  save(): SavedFunction {
    const { name, tags, reservedConcurrency } = this;
    const saved = (version: Version) => ({ ...version, code: version.code.read() });
    return {
      ...{ name, tags, reservedConcurrency, lastVersion: this.#lastVersion },
      latest: saved(this.#latest),
      published: [...this.#published.values()].map(saved),
      aliases: [...this.aliases.values()].map((alias) => ({ ...alias })),
      qualified: [undefined, ...this.#published.keys(), ...this.aliases.keys()].map((qualifier) =>
        this.qualified(qualifier).save(),
      ),
    };
  }

  get settings(): Settings {
    return this.#latest.settings;
  }

  get revisionId(): string {
    return this.#latest.revisionId;
  }

  /** `$LATEST` and the published versions, oldest first. */
  get versions(): readonly Version[] {
    return [this.#latest, ...this.#published.values()];
  }

  version(version: string): Version | undefined {
    return version === LATEST ? this.#latest : this.#published.get(version);
  }

  /** Gives `$LATEST` other code or settings. */
  change(change: Change): void {
    const upload = this.#latest.upload + (change.code === undefined ? 0 : 1);
    this.#latest = { ...this.#latest, ...change, upload, ...this.#touched() };
  }

  /**
   * Makes a version of `$LATEST`; when no code was uploaded and no setting changed since the last
   * one, that one stands.
   * https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html
   */
  publish(description: string | undefined): Version {
    const last = this.#published.get(String(this.#lastVersion));
    if (last !== undefined && sameContent(last, this.#latest)) return last;
    this.#lastVersion += 1;
    const version = String(this.#lastVersion);
    const { settings } = this.#latest;
    const described =
      description === undefined ? settings : { ...settings, Description: description };
    const made = { ...this.#latest, version, settings: described, ...this.#touched() };
    this.#published.set(version, made);
    return made;
  }

  /** Takes a published version away. Gives whether there was one. */
  unpublish(version: string): boolean {
    this.#qualified.delete(version);
    return this.#published.delete(version);
  }

  /** The function itself, a version or an alias, whether or not it is there. */
  qualified(qualifier: string | undefined): Qualified {
    const key = qualifier === LATEST ? undefined : qualifier;
    const known = this.#qualified.get(key);
    if (known !== undefined) return known;
    const made = new Qualified(this.#cloud, this, key);
    if (made.exists) this.#qualified.set(key, made);
    return made;
  }

  forget(qualifier: string): void {
    this.#qualified.delete(qualifier);
  }

  /** What the host runs. */
  hosted(version: Version = this.#latest): HostedFunction {
    const { Runtime, Handler, Role, Timeout, MemorySize, Environment, Layers, Tracing, Logging } =
      version.settings;
    return {
      name: this.name,
      arn: this.arn,
      version: version.version,
      revisionId: version.revisionId,
      runtime: Runtime,
      handler: Handler,
      roleArn: Role,
      timeoutSeconds: Timeout,
      memoryMb: MemorySize,
      environment: Environment,
      code: version.code,
      codeSha256: version.codeSha256,
      layers: this.#layers.ofFunction(Layers),
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

  /** As Lambda shows it; a published version by its qualified ARN. */
  configuration(version: Version = this.#latest): FunctionConfiguration {
    const { Environment, DeadLetterArn, Tracing, Logging, EphemeralStorage, Layers, ...settings } =
      version.settings;
    return {
      ...settings,
      FunctionName: this.name,
      FunctionArn: version.version === LATEST ? this.arn : `${this.arn}:${version.version}`,
      CodeSize: version.code.size,
      CodeSha256: version.codeSha256,
      LastModified: new Date(version.lastModified).toISOString().replace('Z', '+0000'),
      Version: version.version,
      RevisionId: version.revisionId,
      State: 'Active',
      LastUpdateStatus: 'Successful',
      PackageType: 'Zip',
      Architectures: [version.architecture],
      TracingConfig: { Mode: Tracing },
      LoggingConfig: { ...Logging },
      EphemeralStorage: { Size: EphemeralStorage },
      SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
      RuntimeVersionConfig: {
        RuntimeVersionArn: runtimeVersionArn(this.#cloud.region, version.settings.Runtime),
      },
      ...(Object.keys(Environment).length > 0 && {
        Environment: { Variables: { ...Environment } },
      }),
      ...(Layers.length > 0 && { Layers: this.#layers.told(Layers) }),
      ...(DeadLetterArn !== undefined && { DeadLetterConfig: { TargetArn: DeadLetterArn } }),
    };
  }

  #touched(): Pick<Version, 'revisionId' | 'lastModified'> {
    return { revisionId: this.#cloud.random.uuid(), lastModified: this.#cloud.clock.now() };
  }
}
