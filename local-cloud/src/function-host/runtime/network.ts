import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { promisify } from 'node:util';

/**
 * This machine, with or without what SDKs put before the host: `sync-` for StartSyncExecution, a
 * bucket's name for S3, whatever is joined by a dot or a hyphen.
 */
const LOCAL = /(?:^|[.-])(?:localhost|127(?:\.\d{1,3}){3})$|^(?:::1|::ffff:127(?:\.\d{1,3}){3})$/i;

const LOOPBACK = { address: '127.0.0.1', family: 4 } as const;

/** Thrown for whatever would leave this machine. SDKs do not retry it. */
class NetworkRefused extends Error {
  override readonly name = 'NetworkRefused';
  readonly code = 'ERR_LOCAL_CLOUD_NETWORK';

  constructor(target: string) {
    super(
      `Functions and jobs in the local cloud reach only the local cloud: ${target} is not 127.0.0.1. ` +
        'AWS clients get there by AWS_ENDPOINT_URL; for anything else, run a stand-in on 127.0.0.1.',
    );
  }
}

function isLocal(host: string): boolean {
  return LOCAL.test(host);
}

type LookupCallback = (error: Error | null, address?: unknown, family?: number) => void;
type LookupOptions = number | { all?: boolean };

/** Local names are 127.0.0.1, on which the gateway listens; others have no address. */
function lookup(
  host: string,
  options: LookupOptions | LookupCallback,
  last?: LookupCallback,
): void {
  const callback = typeof options === 'function' ? options : last!;
  const all = typeof options === 'object' && options.all === true;
  process.nextTick(() => {
    if (!isLocal(host)) callback(new NetworkRefused(host));
    else if (all) callback(null, [LOOPBACK]);
    else callback(null, LOOPBACK.address, LOOPBACK.family);
  });
}

async function lookupPromise(host: string, options?: { all?: boolean }): Promise<unknown> {
  if (!isLocal(host)) throw new NetworkRefused(host);
  return options?.all ? [LOOPBACK] : LOOPBACK;
}

/** Lets nothing out but to loopback, and nobody in from elsewhere: names, TCP connections, datagrams, local sockets. */
export function guardNetwork(): void {
  guardNames();
  guardConnections();
  guardServers();
  guardDatagrams();
  syncBuiltinESMExports();
}

function guardNames(): void {
  Object.assign(dns, { lookup: Object.assign(lookup, { [promisify.custom]: lookupPromise }) });
  Object.assign(dns.promises, { lookup: lookupPromise });
  const asking = Object.keys(dns).filter((name) => /^(?:resolve|reverse|lookupService)/.test(name));
  const targets = [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype];
  for (const target of targets) for (const name of asking) refuse(target, name);
}

/** `resolve4`, `reverse` and the like ask name servers. */
function refuse(target: object, name: string): void {
  if (!(name in target)) return;
  Object.defineProperty(target, name, {
    configurable: true,
    writable: true,
    value: (host: unknown) => {
      throw new NetworkRefused(`the name server asked for ${String(host)}`);
    },
  });
}

/** HTTP agents say `path: null` where they mean none. */
interface ConnectOptions {
  readonly host?: string | null;
  readonly path?: string | null;
}

function guardConnections(): void {
  const connect = net.Socket.prototype.connect as (
    this: net.Socket,
    ...args: unknown[]
  ) => net.Socket;
  net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
    const { host, path } = connectOptions(args);
    const target = path || host || 'localhost';
    if (!path && isLocal(target)) return connect.apply(this, args);
    process.nextTick(() => this.destroy(new NetworkRefused(target)));
    return this;
  } as typeof net.Socket.prototype.connect;
}

/** `connect(options)`, `connect(port, host)`, `connect(path)`, or Node's own `connect([options])`. */
function connectOptions([first, second]: unknown[]): ConnectOptions {
  if (Array.isArray(first)) return connectOptions(first);
  if (typeof first === 'object' && first !== null) return first as ConnectOptions;
  if (typeof first === 'string' && Number.isNaN(Number(first))) return { path: first };
  return typeof second === 'string' ? { host: second } : {};
}

/** A server that says no address is at 127.0.0.1, and not open to the network. */
function guardServers(): void {
  const listen = net.Server.prototype.listen as (
    this: net.Server,
    ...args: unknown[]
  ) => net.Server;
  net.Server.prototype.listen = function (this: net.Server, ...args: unknown[]) {
    const { path, host = LOOPBACK.address, ...options } = listenOptions(args);
    if (!path && isLocal(host)) {
      return listen.call(this, { ...options, host }, args.find(isFunction));
    }
    process.nextTick(() => this.emit('error', new NetworkRefused(path || host)));
    return this;
  } as typeof net.Server.prototype.listen;
}

/** `listen(options)`, `listen(port, host, backlog)` or `listen(path)`, each with a callback or without. */
function listenOptions([first, ...others]: unknown[]): net.ListenOptions {
  if (typeof first === 'object' && first !== null) return first as net.ListenOptions;
  if (typeof first === 'string' && Number.isNaN(Number(first))) return { path: first };
  const host = others.find((other) => typeof other === 'string');
  const backlog = others.find((other) => typeof other === 'number');
  return {
    port: typeof first === 'number' || typeof first === 'string' ? Number(first) : 0,
    ...(host !== undefined && { host }),
    ...(backlog !== undefined && { backlog }),
  };
}

function isFunction(value: unknown): value is () => void {
  return typeof value === 'function';
}

function guardDatagrams(): void {
  const bind = dgram.Socket.prototype.bind as (
    this: dgram.Socket,
    ...args: unknown[]
  ) => dgram.Socket;
  Object.assign(dgram.Socket.prototype, {
    bind(this: dgram.Socket & { type: string }, ...args: unknown[]) {
      const local = this.type === 'udp6' ? '::1' : LOOPBACK.address;
      const { address = local, ...options } = bindOptions(args);
      if (!isLocal(address)) throw new NetworkRefused(address);
      return bind.call(this, { ...options, address }, args.find(isFunction));
    },
  });
  for (const name of ['send', 'connect'] as const) {
    const original = dgram.Socket.prototype[name] as (
      this: dgram.Socket,
      ...args: unknown[]
    ) => void;
    Object.assign(dgram.Socket.prototype, {
      [name](this: dgram.Socket, ...args: unknown[]) {
        const host = args.slice(1).find((arg) => typeof arg === 'string');
        if (host !== undefined && !isLocal(host)) throw new NetworkRefused(host);
        original.apply(this, args);
      },
    });
  }
}

/** `bind(options)` or `bind(port, address)`, each with a callback or without. */
function bindOptions([first, second]: unknown[]): dgram.BindOptions {
  if (typeof first === 'object' && first !== null) return first as dgram.BindOptions;
  return {
    port: typeof first === 'number' ? first : 0,
    ...(typeof second === 'string' && second !== '' && { address: second }),
  };
}
