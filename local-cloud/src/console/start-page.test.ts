import { expect, test } from 'vitest';
import type { HttpRequest, HttpResponse } from '../gateway/dispatcher.ts';
import { type Served, startPageMount } from './start-page.ts';

const ENDPOINT = 'http://127.0.0.1:4599';
const SERVED: Served = {
  project: '/home/<b>tea</b>',
  endpoint: ENDPOINT,
  region: 'us-east-1',
  accountId: '123456789012',
  now: Date.UTC(2030, 0, 7, 9, 30),
  mails: 2,
  stacks: [
    {
      name: 'tea-dev',
      outputs: new Map([
        [
          'ApiUrl',
          { value: `${ENDPOINT}/_aws/execute-api/a1`, description: 'Where tea is ordered' },
        ],
        ['QueueUrl', { value: `${ENDPOINT}/123456789012/orders` }],
        ['Hostile', { value: '"><script>alert(1)</script>' }],
      ]),
      resources: [
        {
          type: 'AWS::StepFunctions::StateMachine',
          physicalId: 'arn:aws:states:a:b:stateMachine:order',
        },
        { type: 'AWS::SQS::Queue', physicalId: 'orders' },
      ],
    },
  ],
};
const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

function request(differing: Partial<HttpRequest> = {}): HttpRequest {
  return { method: 'GET', path: '/', query: '', headers: BROWSER, ...differing } as HttpRequest;
}

const mount = startPageMount(() => SERVED);
const answer = mount.handle(request()) as HttpResponse;
const html = String(answer.body);

test('it says where the cloud is, how to connect, what is deployed, and where the mail is', () => {
  expect(html).toContain(`export AWS_ENDPOINT_URL=${ENDPOINT}`);
  expect(html).toContain('export AWS_DISABLE_HOST_PREFIX_INJECTION=true');
  expect(html).toContain('<a href="/_local/mailbox">2 mails</a>');
  expect(html).toContain('<li>order</li>');
  expect(html).toContain(`npx local-cloud executions --endpoint ${ENDPOINT}`);
  expect(html).toContain('2030-01-07T09:30:00.000Z');
});

test('URLs of APIs are links, and those of queues are not', () => {
  const api = `${ENDPOINT}/_aws/execute-api/a1`;
  expect(html).toContain(`<a href="${api}">${api}</a><br><small>Where tea is ordered</small>`);
  expect(html).toContain(`<dd>${ENDPOINT}/123456789012/orders</dd>`);
});

test('what others wrote is escaped', () => {
  expect(html).toContain('/home/&lt;b&gt;tea&lt;/b&gt;');
  expect(html).toContain('&quot;&gt;&lt;script&gt;');
  expect(html).not.toContain('<script>');
});

test('it loads and runs what is its own alone, and cannot be put into a frame', () => {
  const policy = String(answer.headers?.['content-security-policy']);
  expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
  const loaded = [
    ...html.matchAll(/<(?:link rel="stylesheet"|script)[^>]*(?:href|src)="([^"]*)"/g),
  ];
  expect(loaded.map(([, path]) => path)).toEqual([
    '/_local/console/page.css',
    '/_local/console/page.js',
  ]);
});

test.each([
  ['a browser', {}, true],
  ['a look at the head', { method: 'HEAD' }, true],
  ['a client that takes anything', { headers: { accept: '*/*' } }, false],
  [
    'S3 that lists buckets',
    { headers: { ...BROWSER, authorization: 'AWS4-HMAC-SHA256 ...' } },
    false,
  ],
  ['the Query protocol', { query: 'Action=ListUsers' }, false],
  ['a call', { method: 'POST' }, false],
  ['a bucket', { path: '/bucket' }, false],
])('for %s: %j, is it the page? %j', (_who, differing, isPage) => {
  expect(mount.serves!(request(differing))).toBe(isPage);
});
