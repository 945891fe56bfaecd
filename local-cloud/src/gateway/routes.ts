import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../core/errors.ts';
import { type OperationModel, requiredMembers, type ServiceModel } from '../sdk/schemas.ts';
import type { HttpRequest } from './dispatcher.ts';

export interface RouteMatch {
  readonly operation: OperationModel;
  readonly labels: Readonly<Record<string, string>>;
}

interface Route {
  readonly operation: OperationModel;
  readonly method: string;
  readonly path: RegExp;
  readonly labels: readonly string[];
  /** Query parameters that the pattern fixes; `x-id` is the SDK's own and may be missing. */
  readonly fixed: readonly (readonly [string, string])[];
  readonly id: string | undefined;
  /** Required members in the query, and in headers: a copy of an object is a PUT with one. */
  readonly queries: readonly string[];
  readonly headers: readonly string[];
  readonly hasBucket: boolean;
  /** More fixed parts first: `GET /{Bucket}?uploads` before `GET /{Bucket}`. */
  readonly weight: number;
}

const tables = new WeakMap<ServiceModel, readonly Route[]>();

/**
 * The operation of a REST service that a request's method, path and query ask for.
 *
 * S3's patterns begin after the bucket, which is the first segment of the path (path style) or
 * the first label of the host (virtual-hosted style).
 */
export function matchRoute(model: ServiceModel, request: HttpRequest): RouteMatch | undefined {
  const whole = match(model, request, true);
  // Operations of S3 are told apart by what they require.
  return whole === undefined && model.sdkId !== 'S3' ? match(model, request, false) : whole;
}

/** @param whole with all that the operation requires: else the operation says what is missing */
function match(model: ServiceModel, request: HttpRequest, whole: boolean): RouteMatch | undefined {
  const query = new URLSearchParams(request.query);
  const { bucket, path } = model.sdkId === 'S3' ? splitBucket(request) : noBucket(request.path);
  for (const route of routesOf(model)) {
    if (route.method !== request.method || !fits(route, request, query, whole)) continue;
    if (route.hasBucket !== (bucket !== undefined)) continue;
    const found = route.path.exec(path);
    if (found === null) continue;
    const labels: Record<string, string> = bucket === undefined ? {} : { Bucket: bucket };
    for (const [index, label] of route.labels.entries()) labels[label] = decode(found[index + 1]!);
    return { operation: route.operation, labels };
  }
  return undefined;
}

interface BucketPath {
  readonly bucket: string | undefined;
  readonly path: string;
}

function noBucket(path: string): BucketPath {
  return { bucket: undefined, path };
}

/** `bucket.localhost`, `bucket.s3.localhost`, `bucket.s3.us-east-1.localhost`; `s3` alone is none. */
const VIRTUAL_HOST =
  /^(?!s3(?:[.-][a-z0-9-]+)?\.(?:127|localhost))(.+?)(?:\.s3(?:[.-][a-z0-9-]+)?)?\.(?:127\.0\.0\.1|localhost)(?::\d+)?$/i;

function splitBucket({ path, headers }: HttpRequest): BucketPath {
  const [, inHost] = VIRTUAL_HOST.exec(headers.host ?? '') ?? [];
  if (inHost !== undefined) return { bucket: inHost, path };
  const [, bucket, rest] = /^\/([^/]+)(.*)$/s.exec(path) ?? [];
  return bucket === undefined ? noBucket(path) : { bucket: decode(bucket), path: rest || '/' };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    throw new AwsError('InvalidURI', `${segment} is not percent-encoded`, { cause });
  }
}

function routesOf(model: ServiceModel): readonly Route[] {
  let routes = tables.get(model);
  if (routes === undefined) {
    routes = [...model.operations.values()]
      .flatMap((operation) => compile(operation, model.sdkId === 'S3'))
      .sort((a, b) => b.weight - a.weight);
    tables.set(model, routes);
  }
  return routes;
}

function compile(operation: OperationModel, isS3: boolean): Route[] {
  if (operation.http === undefined) return [];
  const [method, uri] = operation.http;
  const [path = '', search = ''] = uri.split('?');
  const query = [...new URLSearchParams(search)];
  const fixed = query.filter(([name]) => name !== 'x-id');
  const required = requiredBindings(operation.input);
  const segments = path.split('/').filter((segment) => segment !== '' && !segment.includes('{'));
  const route = {
    operation,
    method,
    path: pathExpression(path),
    labels: [...path.matchAll(/\{([^}+]+)\+?\}/g)].map(([, label]) => label!),
    fixed,
    id: query.find(([name]) => name === 'x-id')?.[1],
    ...required,
    hasBucket: isS3 && requiredMembers(operation.input).includes('Bucket'),
    weight:
      fixed.length * 100 +
      (required.queries.length + required.headers.length) * 10 +
      segments.length,
  };
  return [route];
}

function pathExpression(path: string): RegExp {
  const source = path
    .split(/(\{[^}]+\})/)
    .map((part) => {
      if (!part.startsWith('{')) return part.replace(/[.*+?^$()|[\]\\-]/g, '\\$&');
      return part.endsWith('+}') ? '(.+)' : '([^/]+)';
    })
    .join('');
  return new RegExp(`^${source.replace(/\/$/, '')}/?$`, 's');
}

function requiredBindings(input: NormalizedSchema): Pick<Route, 'queries' | 'headers'> {
  const queries: string[] = [];
  const headers: string[] = [];
  for (const name of requiredMembers(input)) {
    const { httpQuery, httpHeader } = input.getMemberSchema(name).getMergedTraits();
    if (httpQuery) queries.push(httpQuery);
    if (httpHeader) headers.push(httpHeader.toLowerCase());
  }
  return { queries, headers };
}

function fits(route: Route, request: HttpRequest, query: URLSearchParams, whole: boolean): boolean {
  const id = query.get('x-id');
  const isToldApart = whole && route.fixed.length === 0;
  return (
    (id === null || route.id === undefined || route.id === id) &&
    route.fixed.every(([name, value]) => query.get(name) === value) &&
    (!isToldApart || route.queries.every((name) => query.has(name))) &&
    (!isToldApart || route.headers.every((name) => request.headers[name] !== undefined))
  );
}
