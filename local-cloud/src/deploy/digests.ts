import { createHash, hash } from 'node:crypto';
import { isObject, type Json, type JsonObject } from '../core/json.ts';
import type { Wanted } from './made.ts';

/** Where resources name an artifact: a property that is a local path, or holds the S3 key. */
const ARTIFACTS: Readonly<Record<string, readonly [property: string, key: string]>> = {
  'AWS::Lambda::Function': ['Code', 'S3Key'],
  'AWS::Lambda::LayerVersion': ['Content', 'S3Key'],
  'AWS::StepFunctions::StateMachine': ['DefinitionS3Location', 'Key'],
};

/** What a template names by an S3 key or by a local path. */
export interface Artifacts {
  /** Its bytes. */
  readonly artifact: (key: string) => Uint8Array;
  /** A digest of its bytes, where that is known without reading them again. */
  readonly digest?: ((key: string) => string) | undefined;
}

/** Of a resource as it is resolved: an artifact by its content, since its key is always new. */
export function digestOf(
  { type: { type }, properties }: Wanted,
  { artifact, digest = (key) => hash('sha256', artifact(key)) }: Artifacts,
): string {
  const all = createHash('sha256').update(type);
  const [property, key] = artifactOf(type, properties) ?? [];
  const own = key === undefined ? properties : { ...properties, [property!]: '' };
  all.update(JSON.stringify(Object.entries(own).sort(([one], [other]) => (one < other ? -1 : 1))));
  if (key !== undefined) all.update(digest(key));
  return all.digest('hex');
}

function artifactOf(type: string, properties: JsonObject): [string, string] | undefined {
  const [property, member] = ARTIFACTS[type] ?? [];
  if (property === undefined) return undefined;
  const value = properties[property];
  const key: Json | undefined = isObject(value) ? value[member!] : value;
  return typeof key === 'string' ? [property, key] : undefined;
}
