import { expect, test } from 'vitest';
import type { HttpRequest } from './dispatcher.ts';
import { checkExpiry, withSignedHeaders } from './presigned.ts';

const SIGNED_AT = Date.UTC(2030, 0, 1);

function request(query: string): HttpRequest {
  const nothing = { method: 'GET', path: '/b/k', headers: {}, body: new Uint8Array() };
  const connection = { remoteAddress: '127.0.0.1', protocol: 'HTTP/1.1' };
  return { ...nothing, ...connection, query, signal: new AbortController().signal };
}

const url = (more: string) => request(`X-Amz-Date=20300101T000000Z&X-Amz-Signature=0&${more}`);

test('a presigned URL is good until its time is over', () => {
  const signed = url('X-Amz-Expires=60');
  expect(() => checkExpiry(signed, SIGNED_AT + 59_999)).not.toThrow();
  expect(() => checkExpiry(signed, SIGNED_AT + 60_000)).toThrow('Request has expired');
});

test('so is one with a signature of before SigV4', () => {
  const signed = request(`AWSAccessKeyId=k&Signature=s&Expires=${SIGNED_AT / 1000}`);
  expect(() => checkExpiry(signed, SIGNED_AT - 1)).not.toThrow();
  expect(() => checkExpiry(signed, SIGNED_AT)).toThrow('Request has expired');
});

test('and one that does not say in seconds when it expires is refused', () => {
  for (const expires of ['', '1795857855x', '-1', 'NaN']) {
    const signed = request(`AWSAccessKeyId=k&Signature=s&Expires=${expires}`);
    expect(() => checkExpiry(signed, SIGNED_AT)).toThrow(`since epoch): ${expires}`);
  }
});

test('a presigned URL says when it expires, and that is within a week', () => {
  expect(() => checkExpiry(url(''), SIGNED_AT)).toThrow('X-Amz-Expires should be a number');
  expect(() => checkExpiry(url('X-Amz-Expires=604801'), SIGNED_AT)).toThrow('less than a week');
});

test('headers that were put into a presigned URL count as headers', () => {
  const { headers } = withSignedHeaders(url('x-amz-meta-a=b&X-Amz-Expires=60'));
  expect(headers).toEqual({ 'x-amz-meta-a': 'b' });
});
