import type { Json } from '../core/json.ts';
import { references } from './references.ts';
import type { TemplateResource } from './template.ts';

type Resources = Readonly<Record<string, TemplateResource>>;

/**
 * The custom resources of the CDK, and of the Serverless Framework, that are made here are made without the
 * functions which make them on AWS: those are not deployed, unless something else refers to them.
 *
 * @param isServed of a resource's type
 */
export function withoutProviders(
  resources: Resources,
  isServed: (type: string) => boolean,
): Resources {
  const entries = Object.entries(resources).map(([id, resource]) => {
    const { Type, Properties } = resource;
    if (!Type.startsWith('Custom::') || !isServed(Type)) return { id, resource };
    const { ServiceToken, ...rest } = Properties;
    return { id, resource: { ...resource, Properties: rest }, ServiceToken };
  });
  const providers = referredToBy(entries.flatMap(({ ServiceToken = null }) => [ServiceToken]));
  if (providers.size === 0) return resources;
  const others = referredToBy(entries.map(({ resource }) => resource.Properties));
  const kept = entries
    .filter(({ id }) => !providers.has(id) || others.has(id))
    .map(({ id, resource }) => [id, resource] as const);
  return Object.fromEntries(kept);
}

function referredToBy(values: readonly Json[]): Set<string> {
  return values.reduce<Set<string>>((found, value) => references(value, found), new Set());
}
