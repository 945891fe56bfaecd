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

/** Something to construct, whose `prototype` may be another's: a class's own may not. */
function StandIn(): void {}

/** Stands for a class that is made when it is first used. */
function deferred(get: () => unknown): unknown {
  type Trap = (target: unknown, ...args: unknown[]) => unknown;
  const forward =
    (_: object, trap: string): Trap =>
    (_target, ...args) =>
      (Reflect[trap as keyof typeof Reflect] as Trap)(get(), ...args);
  return new Proxy(StandIn, new Proxy({}, { get: forward }));
}
