import { expect, test } from 'vitest';
import { localAddress, withLocalAddresses } from './local-address.ts';

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

test('a text tells of APIs at which they answer here, and of others as it did', () => {
  const there = 'https://other1.execute-api.eu-west-1.amazonaws.com/dev';
  const text = `Yes: https://abc123.execute-api.eu-west-1.amazonaws.com/dev/yes?token=a No: ${there}`;
  const here = 'http://127.0.0.1:4566';
  expect(withLocalAddresses(here, text, (id) => id === 'abc123')).toBe(
    `Yes: ${here}/_aws/execute-api/abc123/dev/yes?token=a No: ${there}`,
  );
});
