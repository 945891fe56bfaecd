import { AwsError, UserError } from '../core/errors.ts';
import { RESOURCE_TYPES } from './resources/index.ts';
import type { TemplateResource } from './template.ts';

/** What a service refuses, as an error for the person who deploys. */
export async function explained<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new UserError(what, { why: `${error.code}: ${error.message}`, cause: error });
  }
}

/** What cannot be resolved, with the place in the template it stands in. */
export function located<T>(place: string, fix: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { what, why, cause } = error;
    throw new UserError(`${place}: ${what}`, { ...(why && { why }), fix, cause });
  }
}

/** Every type that is not served, by name, before anything is made. */
export function checkTypes(resources: readonly [string, TemplateResource][], source: string): void {
  const unknown = resources.filter(([logicalId, { Type }]) => !isServed(logicalId, Type));
  if (unknown.length === 0) return;
  throw new UserError('The local cloud does not serve every resource type of this template', {
    why: unknown.map(([logicalId, resource]) => `${logicalId}: ${resource.Type}`).join('\n'),
    fix: `Take them out of ${source}, or give them a Condition that does not hold here.`,
  });
}

function isServed(logicalId: string, typeName: string): boolean {
  const type = RESOURCE_TYPES.get(typeName);
  return type !== undefined && (type.only === undefined || type.only === logicalId);
}
