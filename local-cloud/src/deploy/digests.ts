import { createHash } from 'node:crypto';
import { isObject, type Json } from '../core/json.ts';
import type { Template, TemplateResource } from './template.ts';

/** Where resources name an artifact: a property that is a local path, or holds the S3 key. */
const ARTIFACTS: Readonly<Record<string, readonly [property: string, key: string]>> = {
  'AWS::Lambda::Function': ['Code', 'S3Key'],
  'AWS::StepFunctions::StateMachine': ['DefinitionS3Location', 'Key'],
};

/** Each resource by what it is made of: an artifact by its content, since its key is always new. */
export function* digests(
  { Resources }: Template,
  artifact: (key: string) => Uint8Array,
): Iterable<[string, string]> {
  for (const [logicalId, resource] of Object.entries(Resources)) {
    const { Type, Properties } = resource;
    const hash = createHash('sha256').update(Type);
    const [property, key] = artifactOf(resource) ?? [];
    if (key === undefined) hash.update(JSON.stringify(Properties));
    else hash.update(JSON.stringify({ ...Properties, [property!]: '' })).update(artifact(key));
    yield [logicalId, hash.digest('hex')];
  }
}

function artifactOf({ Type, Properties }: TemplateResource): [string, string] | undefined {
  const [property, member] = ARTIFACTS[Type] ?? [];
  if (property === undefined) return undefined;
  const value = Properties[property];
  const key: Json | undefined = isObject(value) ? value[member!] : value;
  return typeof key === 'string' ? [property, key] : undefined;
}
