import { expect, test } from 'vitest';
import { localAddress } from './local-address.ts';

test.each([
  ['https://abc123.execute-api.eu-west-1.amazonaws.com', '/_aws/execute-api/abc123/'],
  [
    'https://abc123.execute-api.eu-west-1.amazonaws.com/prod/a?b=1',
    '/_aws/execute-api/abc123/prod/a?b=1',
  ],
  ['https://abc.lambda-url.us-east-1.on.aws', '/_aws/lambda-url/abc/'],
  ['https://abc.lambda-url.us-east-1.on.aws/x', '/_aws/lambda-url/abc/x'],
  ['https://abc.lambda-url.us-east-1.on.aws?q', '/_aws/lambda-url/abc?q'],
])('%s answers at %s', (url, path) => {
  expect(localAddress('http://127.0.0.1:4566', url)).toBe(`http://127.0.0.1:4566${path}`);
});

test.each([
  'http://127.0.0.1:8080/hook',
  'https://shop.example/abc.lambda-url.us-east-1.on.aws/',
  'https://abc.lambda-url.us-east-1.on.aws.shop.example/',
  'https://abc.execute-api.us-east-1.amazonaws.com:81/',
])('%s is as it was', (url) => {
  expect(localAddress('http://127.0.0.1:4566', url)).toBe(url);
});
