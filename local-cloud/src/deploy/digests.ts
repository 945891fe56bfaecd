import { createHash } from 'node:crypto';
import type { Template } from './template.ts';

/** Each resource by what it is made of: an artifact by its content, since its key is always new. */
export function* digests(
  { Resources }: Template,
  artifact: (key: string) => Uint8Array,
): Iterable<[string, string]> {
  for (const [logicalId, { Type, Properties }] of Object.entries(Resources)) {
    const hash = createHash('sha256').update(Type);
    const text = JSON.stringify(Properties, (name, value: unknown) => {
      if (name !== 'S3Key' || typeof value !== 'string') return value;
      return createHash('sha256').update(artifact(value)).digest('hex');
    });
    yield [logicalId, hash.update(text).digest('hex')];
  }
}
