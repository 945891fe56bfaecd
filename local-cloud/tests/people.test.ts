import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cloud, startCloud } from '../src/index.ts';
import { role } from './support/role.ts';

const template = {
  Resources: {
    Role: role('lambda.amazonaws.com'),
    // Nobody may call it: that is an error of the API's.
    Fn: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Code: { ZipFile: 'exports.handler = async () => 1;' },
      },
    },
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'a', ProtocolType: 'HTTP' } },
    Stage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: {
        ApiId: { Ref: 'Api' },
        StageName: '$default',
        AutoDeploy: true,
        DefaultRouteSettings: { ThrottlingBurstLimit: 2, ThrottlingRateLimit: 0.001 },
      },
    },
    Integration: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: { 'Fn::GetAtt': ['Fn', 'Arn'] },
        PayloadFormatVersion: '2.0',
      },
    },
    Route: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: { Ref: 'Api' },
        RouteKey: 'GET /decide',
        Target: { 'Fn::Sub': 'integrations/${Integration}' },
      },
    },
    Topic: { Type: 'AWS::SNS::Topic' },
  },
  Outputs: { Url: { Value: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] } } },
};

/** As a browser asks when somebody follows a link. */
const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud({ template });
});
afterAll(() => cloud.close());

async function open(url: string, accept: string, method = 'GET') {
  const response = await fetch(url, { method, headers: { accept } });
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, type, text: await response.text(), headers: response.headers };
}

test('what an HTTP API says itself is a page for a browser, and JSON for a program', async () => {
  const decide = `${cloud.output('Url')}/decide`;
  expect(await open(decide, BROWSER)).toMatchObject({
    status: 500,
    type: 'text/html; charset=utf-8',
    text: expect.stringContaining('<h1>500 Internal Server Error</h1>'),
  });
  await open(decide, BROWSER);
  const { status, type, text } = await open(decide, BROWSER);
  expect([status, type]).toEqual([429, 'text/html; charset=utf-8']);
  expect(text).toContain('<h1>429 Too Many Requests</h1>');
  expect(text).toContain('nothing was done');
  expect(await open(decide, '*/*')).toMatchObject({
    status: 429,
    type: 'application/json',
    text: '{"message":"Too Many Requests"}',
  });
  const missing = `${cloud.output('Url')}/no/<such>`;
  expect(await open(missing, BROWSER)).toMatchObject({
    status: 404,
    text: expect.stringContaining('Is the link complete?'),
  });
});

describe.each([
  ['the mailbox', '/_local/mailbox', 200],
  ['the start page', '/', 200],
  ['a mailbox page that is not there', '/_local/mailbox/<1>', 404],
  ['a control endpoint that is not there', '/_local/<b>', 404],
  ['a subscription that cannot be confirmed', '/confirmation.html?TopicArn=a&Token=b', 400],
  ['a subscription that is ended', '/unsubscribe.html?SubscriptionArn=a', 200],
])('%s', (_, path, status) => {
  test('is a page for a browser, which nobody frames, keeps or takes for something else', async () => {
    const answer = await open(`${cloud.endpoint}${path}`, BROWSER);
    expect(answer).toMatchObject({ status, type: 'text/html; charset=utf-8' });
    expect(answer.text).toMatch(/^<!doctype html>.*<h1>.*<\/h1>/s);
    expect(answer.text).not.toMatch(/<(b|1|such)>/);
    expectAlone(answer.headers);
  });
});

test.each([
  '/_local/clock',
  '/_local/mail',
  '/_local/about',
  '/_local/nothing',
  '/_local/mailbox/1',
])('nobody frames, keeps or sniffs what a program gets of %s', async (path) => {
  const { type, headers } = await open(`${cloud.endpoint}${path}`, '*/*');
  expect(type).not.toContain('html');
  expectAlone(headers);
});

function expectAlone(headers: Headers): void {
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
  expect(headers.get('cache-control')).toBe('no-store');
}
