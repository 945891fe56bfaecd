import { createHash, hash } from 'node:crypto';
import { isObject, type Json } from '../core/json.ts';
import type { Template, TemplateResource } from './template.ts';

/** Where resources name an artifact: a property that is a local path, or holds the S3 key. */
const ARTIFACTS: Readonly<Record<string, readonly [property: string, key: string]>> = {
  'AWS::Lambda::Function': ['Code', 'S3Key'],
  'AWS::StepFunctions::StateMachine': ['DefinitionS3Location', 'Key'],
};

/** What a template names by an S3 key or by a local path. */
export interface Artifacts {
  /** Its bytes. */
  readonly artifact: (key: string) => Uint8Array;
  /** A digest of its bytes, where that is known without reading them again. */
  readonly digest?: ((key: string) => string) | undefined;
}

/** Each resource by what it is made of: an artifact by its content, since its key is always new. */
export function* digests(
  { Resources }: Template,
  { artifact, digest = (key) => hash('sha256', artifact(key)) }: Artifacts,
): Iterable<[string, string]> {
  for (const [logicalId, resource] of Object.entries(Resources)) {
    const { Type, Properties } = resource;
    const all = createHash('sha256').update(Type);
    const [property, key] = artifactOf(resource) ?? [];
    if (key === undefined) all.update(JSON.stringify(Properties));
    else all.update(JSON.stringify({ ...Properties, [property!]: '' })).update(digest(key));
    yield [logicalId, all.digest('hex')];
  }
}

function artifactOf({ Type, Properties }: TemplateResource): [string, string] | undefined {
  const [property, member] = ARTIFACTS[Type] ?? [];
  if (property === undefined) return undefined;
  const value = Properties[property];
  const key: Json | undefined = isObject(value) ? value[member!] : value;
  return typeof key === 'string' ? [property, key] : undefined;
}
