import { type JsonObject, setMember } from '../../core/json.ts';
import type { Cloud } from '../../core/service.ts';
import type { HttpRequest } from '../../gateway/dispatcher.ts';

/** What of a request can be named: by mapping templates, parameters and events of functions. */
export interface Received {
  /** Every value of each header, by its name as it came. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  /** Decoded. */
  readonly query: Readonly<Record<string, readonly string[]>>;
}

const HOP_BY_HOP = /^(?:connection|keep-alive|transfer-encoding|upgrade|http2-settings|:.*)$/i;
/** Whatever case clients write them in. */
const NAMED_BY_AWS: Readonly<Record<string, string>> = {
  host: 'Host',
  'user-agent': 'User-Agent',
};

/** A request with the headers that API Gateway adds. */
export function received({ endpoint }: Pick<Cloud, 'endpoint'>, request: HttpRequest): Received {
  const pairs = namedHeaders(request).filter(([name]) => !HOP_BY_HOP.test(name));
  const { port, protocol } = new URL(endpoint);
  const forwarded: [string, string][] = [
    ['X-Forwarded-For', request.remoteAddress],
    ['X-Forwarded-Port', port],
    ['X-Forwarded-Proto', protocol.replace(':', '')],
  ];
  return {
    headers: grouped([...pairs, ...forwarded]),
    query: grouped([...new URLSearchParams(request.query)]),
  };
}

/** As events of payload format 1.0 have them: every value of each name. */
export function listsOf(all: Readonly<Record<string, readonly string[]>>): JsonObject {
  return Object.fromEntries(Object.entries(all).map(([name, values]) => [name, [...values]]));
}

/** As such events have what may be empty. */
export function orNull(members: JsonObject): JsonObject | null {
  return Object.keys(members).length > 0 ? members : null;
}

/** The last value of each name: what is given once, of what may be there more often. */
export function lastOf(all: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  const last: Record<string, string> = {};
  for (const [name, values] of Object.entries(all)) setMember(last, name, values.at(-1)!);
  return last;
}

/** A header's values, in whatever case its name is written. */
export function headerOf({ headers }: Received, name: string): readonly string[] | undefined {
  const wanted = name.toLowerCase();
  return Object.entries(headers).find(([one]) => one.toLowerCase() === wanted)?.[1];
}

function namedHeaders({ headers, rawHeaders }: HttpRequest): (readonly [string, string])[] {
  if (rawHeaders === undefined) return Object.entries(headers).map(withName);
  const pairs: (readonly [string, string])[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    pairs.push(withName([rawHeaders[index]!, rawHeaders[index + 1]!]));
  }
  return pairs;
}

function withName([name, value]: readonly [string, string]): readonly [string, string] {
  return [NAMED_BY_AWS[name.toLowerCase()] ?? name, value];
}

function grouped(pairs: readonly (readonly [string, string])[]): Record<string, string[]> {
  const all: Record<string, string[]> = {};
  for (const [name, value] of pairs) {
    if (Object.hasOwn(all, name)) all[name]!.push(value);
    else setMember(all, name, [value]);
  }
  return all;
}
