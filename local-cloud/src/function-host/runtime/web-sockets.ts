import { createRequire } from 'node:module';

/** What `node:http` gives only when it is asked for. */
const LATE = ['WebSocket', 'CloseEvent', 'MessageEvent'];

/**
 * Lets an `import` of `node:http` leave these classes for when they are used. It reads whatever the module
 * has, and so loads all that is behind `fetch` for them: 20 ms and 5 MB.
 */
export function deferWebSockets(): void {
  const http = createRequire(import.meta.url)('node:http') as object;
  for (const name of LATE) {
    const { get } = Object.getOwnPropertyDescriptor(http, name) ?? {};
    if (get === undefined) continue;
    Object.defineProperty(http, name, {
      value: deferred(get),
      configurable: true,
      writable: true,
      enumerable: true,
    });
  }
}

/** Something to construct. */
function StandIn(): void {}

/** Stands for a class that is made when it is first used. */
function deferred(get: () => unknown): unknown {
  type Trap = (target: unknown, ...args: unknown[]) => unknown;
  type Traps = { readonly [trap: string]: Trap | undefined };
  const forward = (own: Traps, trap: string): Trap =>
    own[trap] ??
    ((_target, ...args) => (Reflect[trap as keyof typeof Reflect] as Trap)(get(), ...args));
  // A bound function has no `prototype` of its own, which would have to be the one that is told: what
  // it does not have may be anything, but not fixed.
  const standIn = StandIn.bind(undefined);
  const getOwnPropertyDescriptor: Trap = (_target, key) => {
    const known = Reflect.getOwnPropertyDescriptor(get() as object, key as string);
    return known && { ...known, configurable: true };
  };
  return new Proxy(standIn, new Proxy({ getOwnPropertyDescriptor } as Traps, { get: forward }));
}
