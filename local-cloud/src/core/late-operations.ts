import type { Operation, Service } from './service.ts';

/**
 * Operations that are loaded, all of them, when the first one is called: what most clouds have no use for
 * takes neither time at their start nor memory.
 */
export function lateOperations<Operations extends Readonly<Record<string, Operation>>>(
  names: readonly (keyof Operations & string)[],
  load: () => Promise<Operations>,
): Operations {
  let loading: Promise<unknown> | undefined;
  const operations: Record<string, Operation> = {};
  const late: Operation = {
    members: {},
    permissions: () => [],
    handle: () => Promise.reject(new Error('The operation is not loaded.')),
    load: () => (loading ??= load().then((loaded) => Object.assign(operations, loaded))),
  };
  for (const name of names) operations[name] = late;
  return operations as Operations;
}

/** Loads what a service has not loaded yet. */
export async function loadOperations({ operations }: Pick<Service, 'operations'>): Promise<void> {
  await Object.values(operations)[0]?.load?.();
}
