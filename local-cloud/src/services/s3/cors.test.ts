import { expect, test } from 'vitest';
import { failure } from '../testing.ts';
import { withBucket } from './testing.ts';

const Bucket = 'orders';
const RULE = {
  AllowedOrigins: ['http://*.localhost:3000'],
  AllowedMethods: ['PUT'],
  AllowedHeaders: ['X-Amz-*'],
  ExposeHeaders: ['etag'],
  MaxAgeSeconds: 60,
};

async function configured(rule: object = RULE) {
  const made = await withBucket();
  const CORSConfiguration = { CORSRules: [rule as typeof RULE] };
  await made.s3.PutBucketCors({ Bucket, CORSConfiguration });
  const request = (headers: Record<string, string>, method = 'OPTIONS', path = '/orders/k') => ({
    ...{ method, path, query: '', headers, body: new Uint8Array(), protocol: 'HTTP/1.1' },
    ...{ remoteAddress: '127.0.0.1', signal: new AbortController().signal },
  });
  const asking = (origin: string, more: Record<string, string> = {}, path?: string) => {
    const asked = request(
      { origin, 'access-control-request-method': 'PUT', ...more },
      'OPTIONS',
      path,
    );
    expect(made.service.preflights.serves!(asked)).toBe(true);
    return made.service.preflights.handle(asked);
  };
  const sending = (origin: string, method: string) =>
    made.service.crossOrigin(request({ origin }, method));
  return { ...made, asking, sending };
}

const PAGE = 'http://shop.localhost:3000';

test('rules are given back until they are deleted', async () => {
  const { s3 } = await configured();
  expect(await s3.GetBucketCors({ Bucket })).toEqual({ CORSRules: [RULE] });
  await s3.DeleteBucketCors({ Bucket });
  expect((await failure(s3.GetBucketCors({ Bucket }))).code).toBe('NoSuchCORSConfiguration');
});

test.each([
  ['a method that is none', { ...RULE, AllowedMethods: ['PATCH'] }, 'InvalidRequest'],
  ['two wildcards', { ...RULE, AllowedOrigins: ['http://*.*'] }, 'InvalidRequest'],
  ['no origin', { AllowedMethods: ['GET'] }, 'MalformedXML'],
])('rules with %s are refused', async (_, rule, code) => {
  const { s3 } = await withBucket();
  const CORSConfiguration = { CORSRules: [rule as typeof RULE] };
  expect((await failure(s3.PutBucketCors({ Bucket, CORSConfiguration }))).code).toBe(code);
});

test('a browser is told what a page may send', async () => {
  const { asking } = await configured();
  const headers = { 'access-control-request-headers': 'X-Amz-Date, x-amz-meta-a' };
  expect(await asking(PAGE, headers)).toEqual({
    status: 200,
    headers: {
      'access-control-allow-origin': PAGE,
      'access-control-allow-methods': 'PUT',
      'access-control-allow-headers': 'x-amz-date, x-amz-meta-a',
      'access-control-expose-headers': 'etag',
      'access-control-max-age': '60',
      'access-control-allow-credentials': 'true',
      vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
    },
  });
});

test.each([
  ['of another origin', 'http://localhost:3000', {}],
  ['with another method', PAGE, { 'access-control-request-method': 'GET' }],
  ['with another header', PAGE, { 'access-control-request-headers': 'x-other' }],
])('a page %s may not', async (_, origin, headers) => {
  const { asking } = await configured();
  expect(await asking(origin, headers as Record<string, string>)).toMatchObject({
    status: 403,
    body: expect.stringContaining('<Code>AccessForbidden</Code>'),
  });
});

test('a bucket without rules allows nothing', async () => {
  const { s3, asking, sending } = await configured();
  await s3.DeleteBucketCors({ Bucket });
  expect((await asking(PAGE)).body).toContain('CORS is not enabled for this bucket.');
  expect(sending(PAGE, 'PUT')).toEqual({});
});

test('answers have the headers of the rule that allows the request', async () => {
  const { sending } = await configured();
  expect(sending(PAGE, 'PUT')).toMatchObject({ 'access-control-allow-origin': PAGE });
  expect(sending(PAGE, 'GET')).toEqual({});
  const { sending: open } = await configured({ AllowedOrigins: ['*'], AllowedMethods: ['GET'] });
  const answer = open(PAGE, 'GET');
  expect(answer).toMatchObject({ 'access-control-allow-origin': '*' });
  expect(answer).not.toHaveProperty('access-control-allow-credentials');
});
