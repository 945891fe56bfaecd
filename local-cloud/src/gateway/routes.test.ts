import { beforeAll, describe, expect, it } from 'vitest';
import { loadModel, type ServiceModel } from '../sdk/schemas.ts';
import type { HttpRequest } from './dispatcher.ts';
import { matchRoute } from './routes.ts';

function asked(text: string, headers: Record<string, string> = {}): HttpRequest {
  const [method = '', target = ''] = text.split(' ');
  const [path = '', query = ''] = target.split('?');
  const head = { method, path, query, headers: { host: '127.0.0.1:4566', ...headers } };
  const rest = { body: new Uint8Array(), remoteAddress: '', protocol: 'HTTP/1.1' };
  return { ...head, ...rest, signal: new AbortController().signal };
}

let model: ServiceModel;

function routed(text: string, headers?: Record<string, string>): unknown[] {
  const match = matchRoute(model, asked(text, headers));
  return match ? [match.operation.name, match.labels] : [];
}

describe('S3', () => {
  beforeAll(async () => {
    model = await loadModel('S3');
  });

  // botocore sends no `x-id`, which the JavaScript SDK tells operations apart by.
  it.each([
    ['GET /', 'ListBuckets', {}],
    ['GET /b', 'ListObjects', { Bucket: 'b' }],
    ['GET /b/?list-type=2', 'ListObjectsV2', { Bucket: 'b' }],
    ['GET /b?notification', 'GetBucketNotificationConfiguration', { Bucket: 'b' }],
    ['GET /b/k', 'GetObject', { Bucket: 'b', Key: 'k' }],
    ['GET /b/a/b%2Fc%20d/', 'GetObject', { Bucket: 'b', Key: 'a/b/c d/' }],
    ['GET /b/k?x-id=GetObject', 'GetObject', { Bucket: 'b', Key: 'k' }],
    ['GET /b/k?tagging', 'GetObjectTagging', { Bucket: 'b', Key: 'k' }],
    ['GET /b/k?attributes', 'GetObjectAttributes', { Bucket: 'b', Key: 'k' }],
    ['HEAD /b/k', 'HeadObject', { Bucket: 'b', Key: 'k' }],
    ['PUT /b', 'CreateBucket', { Bucket: 'b' }],
    ['PUT /b/k', 'PutObject', { Bucket: 'b', Key: 'k' }],
    ['PUT /b/k?partNumber=1&uploadId=u', 'UploadPart', { Bucket: 'b', Key: 'k' }],
    ['POST /b/k?uploads', 'CreateMultipartUpload', { Bucket: 'b', Key: 'k' }],
    ['POST /b/k?uploadId=u', 'CompleteMultipartUpload', { Bucket: 'b', Key: 'k' }],
    ['DELETE /b/k', 'DeleteObject', { Bucket: 'b', Key: 'k' }],
    ['DELETE /b/k?uploadId=u', 'AbortMultipartUpload', { Bucket: 'b', Key: 'k' }],
    ['POST /b?delete', 'DeleteObjects', { Bucket: 'b' }],
  ])('takes %s for %s', (text, operation, labels) => {
    expect(routed(text)).toEqual([operation, labels]);
  });

  it('takes a PUT with a source for a copy', () => {
    const headers = { 'x-amz-copy-source': 'a/b' };
    expect(routed('PUT /b/k', headers)[0]).toBe('CopyObject');
    expect(routed('PUT /b/k?partNumber=1&uploadId=u', headers)[0]).toBe('UploadPartCopy');
  });

  it('takes the bucket from the host where the client puts it', () => {
    const labels = { Bucket: 'my.bucket', Key: 'k' };
    const names = ['my.bucket.localhost', 'my.bucket.127.0.0.1', 'my.bucket.s3.localhost'];
    for (const name of [...names, 'my.bucket.s3.us-east-1.localhost']) {
      expect(routed('GET /k', { host: `${name}:4566` })).toEqual(['GetObject', labels]);
    }
    for (const host of ['s3.localhost', 's3.us-east-1.localhost', 's3-us-east-1.localhost']) {
      expect(routed('GET /my.bucket/k', { host })).toEqual(['GetObject', labels]);
    }
  });

  it('refuses a path that is not percent-encoded', () => {
    expect(() => routed('GET /b/%zz')).toThrow('%zz is not percent-encoded');
  });
});

describe('Lambda', () => {
  beforeAll(async () => {
    model = await loadModel('Lambda');
  });

  it.each([
    ['DELETE /2017-03-31/tags/arn', 'UntagResource', { Resource: 'arn' }],
    ['GET /2015-03-31/functions/', 'ListFunctions', {}],
    ['GET /2015-03-31/functions', 'ListFunctions', {}],
    ['POST /2015-03-31/functions/f/invocations', 'Invoke', { FunctionName: 'f' }],
    [
      'GET /2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-east-1%3A1%3Afunction%3Af',
      'GetFunction',
      { FunctionName: 'arn:aws:lambda:us-east-1:1:function:f' },
    ],
    ['GET /2017-03-31/tags/arn', 'ListTags', { Resource: 'arn' }],
  ])('takes %s for %s', (text, operation, labels) => {
    expect(routed(text)).toEqual([operation, labels]);
  });

  it('knows nothing of other paths and methods', () => {
    expect(routed('GET /2015-03-31/nothing')).toEqual([]);
    expect(routed('PATCH /2015-03-31/functions')).toEqual([]);
  });
});
