import { UserError } from '../core/errors.ts';
import { references } from './references.ts';
import type { TemplateResource } from './template.ts';

/** The resources such that each comes after what it refers to or depends on. */
export function inOrder(
  resources: ReadonlyMap<string, TemplateResource>,
): [string, TemplateResource][] {
  const ordered: [string, TemplateResource][] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (logicalId: string, path: readonly string[]): void => {
    const resource = resources.get(logicalId);
    if (resource === undefined || state.get(logicalId) === 'done') return;
    if (state.get(logicalId) === 'open') {
      const circle = path.slice(path.indexOf(logicalId));
      throw new UserError(`Circular dependency between resources: [${circle.join(', ')}]`, {
        why: [...circle, logicalId].join(' -> '),
      });
    }
    state.set(logicalId, 'open');
    const needs = [...references(resource.Properties), ...resource.DependsOn];
    for (const needed of needs) visit(needed, [...path, logicalId]);
    state.set(logicalId, 'done');
    ordered.push([logicalId, resource]);
  };
  for (const logicalId of resources.keys()) visit(logicalId, []);
  return ordered;
}
