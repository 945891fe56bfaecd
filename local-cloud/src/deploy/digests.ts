import { createHash, hash } from 'node:crypto';
import { isObject, type Json, type JsonObject } from '../core/json.ts';
import type { Wanted } from './made.ts';
import type { Template } from './template.ts';

/** Where resources name an artifact: a property that is a local path, or holds the S3 key. */
const ARTIFACTS: Readonly<
  Record<string, readonly [property: string, key: string, bucket: string]>
> = {
  'AWS::ApiGateway::RestApi': ['BodyS3Location', 'Key', 'Bucket'],
  'AWS::Lambda::Function': ['Code', 'S3Key', 'S3Bucket'],
  'AWS::Lambda::LayerVersion': ['Content', 'S3Key', 'S3Bucket'],
  'AWS::StepFunctions::StateMachine': ['DefinitionS3Location', 'Key', 'Bucket'],
};

/** What a template names by an S3 key or by a local path. */
export interface Artifacts {
  /** Its bytes. The bucket is told where the template names one. */
  readonly artifact: (key: string, bucket?: string) => Uint8Array | Promise<Uint8Array>;
  /** A digest of its bytes, where that is known without reading them again. */
  readonly digest?: ((key: string) => string) | undefined;
  /** Where its author finds these locations of a state machine's definition, as `file:line`, if that is known. */
  readonly placesOf?: (
    template: Template,
    logicalId: string,
    locations: readonly string[],
  ) => readonly string[];
}

/** Those that lie on disk. */
export interface LocalArtifacts extends Artifacts {
  readonly artifact: (key: string) => Uint8Array;
  readonly digest: (key: string) => string;
}

/** Of a resource as it is resolved: an artifact by its content, since its key is always new. */
export async function digestOf(
  { type: { type }, properties }: Wanted,
  { artifact, digest }: Artifacts,
): Promise<string> {
  const all = createHash('sha256').update(type);
  const [property, key, bucket] = artifactOf(type, properties) ?? [];
  const own = key === undefined ? properties : { ...properties, [property!]: '' };
  all.update(JSON.stringify(Object.entries(own).sort(([one], [other]) => (one < other ? -1 : 1))));
  if (key !== undefined) {
    all.update(digest?.(key) ?? hash('sha256', await artifact(key, bucket)));
  }
  return all.digest('hex');
}

function artifactOf(
  type: string,
  properties: JsonObject,
): [property: string, key: string, bucket?: string] | undefined {
  const [property, member, place] = ARTIFACTS[type] ?? [];
  if (property === undefined) return undefined;
  const value = properties[property];
  const key: Json | undefined = isObject(value) ? value[member!] : value;
  if (typeof key !== 'string') return undefined;
  const bucket = isObject(value) ? value[place!] : undefined;
  return typeof bucket === 'string' ? [property, key, bucket] : [property, key];
}
