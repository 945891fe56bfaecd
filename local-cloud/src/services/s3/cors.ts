import type { CORSRule } from '@aws-sdk/client-s3';
import { escaped } from '../../core/html.ts';
import { isPreflight } from '../../gateway/cors.ts';
import type { HttpRequest, HttpResponse, Mount } from '../../gateway/dispatcher.ts';
import type { Buckets } from './buckets.ts';
import { invalidRequest } from './errors.ts';

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'];

/** Throws InvalidRequest for a method that S3 does not know, and for more than one wildcard in a text. */
export function checkRules(rules: readonly CORSRule[]): void {
  for (const { AllowedMethods = [], AllowedOrigins = [], AllowedHeaders = [] } of rules) {
    const unknown = AllowedMethods.find((method) => !METHODS.includes(method));
    if (unknown !== undefined) {
      throw invalidRequest(
        `Found unsupported HTTP method in CORS config. Unsupported method is ${unknown}`,
      );
    }
    checkWildcards('AllowedOrigin', AllowedOrigins);
    checkWildcards('AllowedHeader', AllowedHeaders);
  }
}

function checkWildcards(name: string, texts: readonly string[]): void {
  const broken = texts.find((text) => text.split('*').length > 2);
  if (broken === undefined) return;
  throw invalidRequest(`${name} "${broken}" can not have more than one wildcard.`);
}

/** What a browser asks before it sends a request: which method, with which headers. */
interface Asked {
  readonly origin: string;
  readonly method: string;
  readonly headers: readonly string[];
}

/**
 * The first rule that allows it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html
 */
function ruleFor(rules: readonly CORSRule[], asked: Asked): CORSRule | undefined {
  return rules.find(
    ({ AllowedOrigins = [], AllowedMethods = [], AllowedHeaders = [] }) =>
      AllowedOrigins.some((one) => isLike(one, asked.origin)) &&
      AllowedMethods.includes(asked.method) &&
      asked.headers.every((name) => AllowedHeaders.some((one) => isLike(one.toLowerCase(), name))),
  );
}

/** With one `*` at most. */
function isLike(pattern: string, text: string): boolean {
  const [before = '', after] = pattern.split('*');
  if (after === undefined) return pattern === text;
  const isLongEnough = text.length >= before.length + after.length;
  return isLongEnough && text.startsWith(before) && text.endsWith(after);
}

function allowing(rule: CORSRule, { origin, headers }: Asked): Record<string, string> {
  const { AllowedOrigins = [], AllowedMethods = [], ExposeHeaders = [], MaxAgeSeconds } = rule;
  const isForAll = AllowedOrigins.includes('*');
  return {
    'access-control-allow-origin': isForAll ? '*' : origin,
    'access-control-allow-methods': AllowedMethods.join(', '),
    ...(headers.length > 0 && { 'access-control-allow-headers': headers.join(', ') }),
    ...(ExposeHeaders.length > 0 && { 'access-control-expose-headers': ExposeHeaders.join(', ') }),
    ...(MaxAgeSeconds !== undefined && { 'access-control-max-age': String(MaxAgeSeconds) }),
    ...(!isForAll && { 'access-control-allow-credentials': 'true' }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}

/** What an answer to a request of another origin is given besides, where its bucket allows that. */
export function corsHeaders(buckets: Buckets, request: HttpRequest): Record<string, string> {
  const { origin } = request.headers;
  const rules = rulesOf(buckets, request);
  if (origin === undefined || rules === undefined) return {};
  const asked = { origin, method: request.method, headers: [] };
  const rule = ruleFor(rules, asked);
  return rule === undefined ? {} : allowing(rule, asked);
}

/** Answers what browsers ask before a request to a bucket, which the path names. */
export function corsMount(buckets: Buckets): Mount {
  return {
    prefix: '/',
    serves: isPreflight,
    handle(request) {
      const { origin = '', ...headers } = request.headers;
      const asked = {
        origin,
        method: headers['access-control-request-method'] ?? '',
        headers: namesIn(headers['access-control-request-headers']),
      };
      const rules = rulesOf(buckets, request);
      if (rules === undefined) return forbidden(asked, 'CORS is not enabled for this bucket.');
      const rule = ruleFor(rules, asked);
      if (rule !== undefined) return { status: 200, headers: allowing(rule, asked) };
      return forbidden(asked, NOT_ALLOWED);
    },
  };
}

const NOT_ALLOWED =
  "This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.";

function rulesOf(buckets: Buckets, { path }: HttpRequest): readonly CORSRule[] | undefined {
  return buckets.find(path.split('/')[1])?.settings.cors;
}

function namesIn(header = ''): string[] {
  const names = header.split(',').map((name) => name.trim().toLowerCase());
  return names.filter((name) => name !== '');
}

function forbidden({ method }: Asked, why: string): HttpResponse {
  const message = `CORSResponse: ${why}`;
  return {
    status: 403,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessForbidden</Code><Message>${escaped(message)}</Message><Method>${escaped(method)}</Method><ResourceType>BUCKET</ResourceType></Error>`,
    told: message,
  };
}
