import type { Architecture, Layer, Runtime } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { AwsError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { Cloud, Permission } from '../../core/service.ts';
import { fromJson, given, type State, shape, toJson } from '../../core/state.ts';
import { LARGEST_UNPACKED } from '../../function-host/archive.ts';
import type { Archive, Archives } from './code.ts';
import { invalid, notFound } from './errors.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MOST_LAYERS = 5;

/** What is said of a version when it is published. */
export interface LayerDescription {
  readonly Description?: string | undefined;
  readonly CompatibleRuntimes?: readonly Runtime[] | undefined;
  readonly CompatibleArchitectures?: readonly Architecture[] | undefined;
  readonly LicenseInfo?: string | undefined;
}

/** A version of a layer: it never changes. */
export interface LayerVersion extends Archive {
  readonly name: string;
  /** From 1. */
  readonly version: number;
  readonly described: LayerDescription;
  /** Cloud time in milliseconds. */
  readonly created: number;
  /** Functions that have it keep it: https://docs.aws.amazon.com/lambda/latest/api/API_DeleteLayerVersion.html */
  readonly isDeleted: boolean;
}

type SavedLayerVersion = Omit<LayerVersion, keyof Archive> & { readonly code: Uint8Array };

const SAVED = z.array(
  shape<SavedLayerVersion>({
    name: z.string(),
    version: z.number(),
    described: given<LayerDescription>(),
    created: z.number(),
    isDeleted: z.boolean(),
    code: z.instanceof(Uint8Array),
  }),
);

/** Name or ARN of a layer, or ARN of a version of it. */
const REFERENCE =
  /^(?:arn:[\w-]+:lambda:(?<region>[\w-]+):(?<account>\d{12}):layer:)?(?<name>[\w-]+)(?::(?<version>\d+))?$/;

/** The layers of the account. */
export class Layers implements State {
  readonly #cloud: Cloud;
  readonly #archives: Archives;
  /** The versions of each, by name, oldest first, with those that are deleted: numbers are not used again. */
  readonly #layers = new Map<string, LayerVersion[]>();

  constructor(cloud: Cloud, archives: Archives) {
    this.#cloud = cloud;
    this.#archives = archives;
  }

  save(): Json {
    const saved = [...this.#layers.values()].flat().map((version) => {
      const { code, codeSha256: _sha, unpacked: _unpacked, ...rest } = version;
      return { ...rest, code: code.read() };
    });
    return toJson(saved);
  }

  load(json: Json): void {
    for (const { code, ...rest } of fromJson(json, SAVED)) {
      this.#add({ ...rest, ...this.#archives.keep(code) });
    }
  }

  publish(reference: string, archive: Uint8Array, described: LayerDescription): LayerVersion {
    const name = this.#nameHere(reference);
    const version = (this.#layers.get(name)?.length ?? 0) + 1;
    const created = this.#cloud.clock.now();
    const kept = this.#archives.keep(archive);
    return this.#add({ name, version, described, created, isDeleted: false, ...kept });
  }

  #add(version: LayerVersion): LayerVersion {
    this.#layers.set(version.name, [...(this.#layers.get(version.name) ?? []), version]);
    return version;
  }

  delete(reference: string, version: number): void {
    const versions = this.#layers.get(this.#nameHere(reference)) ?? [];
    const index = versions.findIndex((one) => one.version === version);
    if (index >= 0) versions[index] = { ...versions[index]!, isDeleted: true };
  }

  /** Those of each layer that has any, by name, the newest first. */
  all(): (readonly LayerVersion[])[] {
    return [...this.#layers.keys()]
      .sort()
      .map((name) => this.versions(name))
      .filter(({ length }) => length > 0);
  }

  /** The newest first; none where there is no such layer. */
  versions(reference: string): readonly LayerVersion[] {
    const all = this.#layers.get(this.#nameHere(reference)) ?? [];
    return all.filter(({ isDeleted }) => !isDeleted).reverse();
  }

  /** @throws ResourceNotFoundException */
  get(reference: string, version: number): LayerVersion {
    const found = this.versions(reference).find((one) => one.version === version);
    if (found === undefined) throw notFound('The resource you requested does not exist.');
    return found;
  }

  /** What a function has, by their ARNs: versions stay as long as a function has them. */
  ofFunction(arns: readonly string[]): readonly LayerVersion[] {
    return arns.map((arn) => {
      const { name, version } = parse(arn);
      return this.#layers.get(name)![version! - 1]!;
    });
  }

  /** What a function tells of them. */
  told(arns: readonly string[]): Layer[] {
    return this.ofFunction(arns).map(({ code }, index) => ({
      Arn: arns[index]!,
      CodeSize: code.size,
    }));
  }

  /**
   * Whether a function can have these. One that it has already may be deleted meanwhile.
   *
   * @param unpacked the bytes of the function's own code
   * @throws InvalidParameterValueException, NotSupportedByLocalCloud for those of others
   */
  check(arns: readonly string[], unpacked: number, before: readonly string[] = []): void {
    if (arns.length > MOST_LAYERS) {
      throw invalid(
        `A function has at most ${MOST_LAYERS} layers, and here are ${arns.length}: put what several of them hold into one.`,
      );
    }
    for (const arn of arns) if (!before.includes(arn)) this.#checkThere(arn);
    checkDistinct(arns);
    const all = this.ofFunction(arns).reduce((sum, layer) => sum + layer.unpacked, unpacked);
    if (arns.length > 0 && all > LARGEST_UNPACKED) {
      throw invalid(
        `Function code combined with layers exceeds the maximum allowed size of ${LARGEST_UNPACKED} bytes. The actual size is ${all} bytes.`,
      );
    }
  }

  #checkThere(arn: string): void {
    const { region, account, name, version } = parse(arn);
    const { region: here, accountId } = this.#cloud;
    if (region !== here || account !== accountId) throw ofOthersError(arn);
    if (!this.versions(name).some((one) => one.version === version)) {
      throw invalid(`Layer version ${arn} does not exist.`);
    }
  }

  /** @throws ResourceNotFoundException for a layer of somebody else */
  #nameHere(reference: string): string {
    const { region, account, name } = parse(reference);
    const { region: here, accountId } = this.#cloud;
    if ((region ?? here) === here && (account ?? accountId) === accountId) return name;
    throw notFound('The resource you requested does not exist.');
  }

  /** Of a layer, or of one of its versions. */
  arn(name: string, version?: number): string {
    const { region, accountId } = this.#cloud;
    const arn = `arn:aws:lambda:${region}:${accountId}:layer:${parse(name).name}`;
    return version === undefined ? arn : `${arn}:${version}`;
  }

  permission(action: string, reference: string, version?: number): Permission {
    return { action: `lambda:${action}`, resource: this.arn(reference, version) };
  }
}

interface Reference {
  readonly region: string | undefined;
  readonly account: string | undefined;
  readonly name: string;
  readonly version: number | undefined;
}

/** What is no reference is taken for a name that no layer has. */
export function parse(reference: string): Reference {
  const { region, account, name, version } = REFERENCE.exec(reference)?.groups ?? {};
  return {
    region,
    account,
    name: name ?? reference,
    version: version === undefined ? undefined : Number(version),
  };
}

/** Of a layer there may be one version only. */
function checkDistinct(arns: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const arn of arns) {
    const { name } = parse(arn);
    const other = seen.get(name);
    if (other !== undefined) {
      throw invalid(
        `Two different versions of the same layer are not allowed to be referenced in the same function. ${other} and ${arn} are versions of the same layer.`,
      );
    }
    seen.set(name, arn);
  }
}

function ofOthersError(arn: string): AwsError {
  return new AwsError(
    'NotSupportedByLocalCloud',
    `The local cloud has no layer of another account or region, and so not what is in ${arn}. Publish its files as a layer of your own, or leave it out here: by a Condition, or by "leaveOut": [":layer:${parse(arn).name}"] in local-cloud.config.json.`,
    { status: 501 },
  );
}
