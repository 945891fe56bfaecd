import { setMember } from '../../core/json.ts';
import { badRequest } from './errors.ts';

/** A route key, taken apart: `POST /accounts/{id}`, `ANY /files/{path+}`, `$default`. */
export interface RouteKey {
  readonly text: string;
  /** `ANY`: every method. */
  readonly method: string;
  /** Undefined: `$default`, which takes whatever no other route takes. */
  readonly segments: readonly Segment[] | undefined;
}

type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'greedy'; readonly name: string };

const METHODS = ['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];

/** Throws BadRequestException. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html */
export function parseRouteKey(text: string): RouteKey {
  if (text === '$default') return { text, method: 'ANY', segments: undefined };
  const [, method, path] = /^([A-Z]+) (\/\S*)$/.exec(text) ?? [];
  if (method === undefined || !METHODS.includes(method)) throw malformed(text);
  const parts = path === '/' ? [] : path!.slice(1).split('/');
  const segments = parts.map((part) => segmentOf(part, text));
  const greedy = segments.findIndex(({ kind }) => kind === 'greedy');
  if (greedy >= 0 && greedy < segments.length - 1) throw malformed(text);
  return { text, method, segments };
}

function segmentOf(part: string, key: string): Segment {
  const [, name, plus] = /^\{([\w.:-]+)(\+?)\}$/.exec(part) ?? [];
  if (name !== undefined) return { kind: plus ? 'greedy' : 'parameter', name };
  if (part === '' || /[{}]/.test(part)) throw malformed(key);
  return { kind: 'literal', text: part };
}

function malformed(text: string): Error {
  return badRequest(
    `The provided route key is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default": ${text}`,
  );
}

/** The values of a path's parameters, if the key takes the request. `path` is decoded. */
export function matchKey(
  { method, segments }: RouteKey,
  requestMethod: string,
  path: string,
): Record<string, string> | undefined {
  if (method !== 'ANY' && method !== requestMethod) return undefined;
  if (segments === undefined) return {};
  const parts = path === '/' ? [] : path.slice(1).split('/');
  const parameters: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const part = parts[index];
    if (part === undefined || part === '') return undefined;
    if (segment.kind === 'greedy') {
      setMember(parameters, segment.name, parts.slice(index).join('/'));
      return parameters;
    }
    if (segment.kind === 'parameter') setMember(parameters, segment.name, part);
    else if (segment.text !== part) return undefined;
  }
  return parts.length === segments.length ? parameters : undefined;
}

const RANK = { literal: 0, parameter: 1, greedy: 2 };

/** The more specific key first: segment by segment, then by method; `$default` is last. */
export function bySpecificity(a: RouteKey, b: RouteKey): number {
  if (a.segments === undefined || b.segments === undefined) {
    return Number(a.segments === undefined) - Number(b.segments === undefined);
  }
  for (let index = 0; index < Math.max(a.segments.length, b.segments.length); index++) {
    const left = a.segments[index];
    const right = b.segments[index];
    const difference = (left ? RANK[left.kind] : 3) - (right ? RANK[right.kind] : 3);
    if (difference !== 0) return difference;
  }
  return Number(a.method === 'ANY') - Number(b.method === 'ANY');
}
