import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cloud, startCloud } from '../src/index.ts';

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud({ template: { Resources: {} } });
});
afterAll(() => cloud.close());

/** What is answered to a request as it goes over the wire. */
async function answer(service: string, path: string, init: RequestInit): Promise<string> {
  const scope = `20300101/us-east-1/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=local/${scope}, SignedHeaders=host, Signature=0`;
  const headers = { authorization, ...init.headers };
  const response = await fetch(`${cloud.endpoint}${path}`, { ...init, headers });
  expect(response.status).toBe(400);
  return (await response.text()).replaceAll('&apos;', "'");
}

const form = (service: string, fields: Record<string, string>) =>
  answer(service, '/', { method: 'POST', body: new URLSearchParams(fields) });

test.each([
  [
    'sns',
    { Action: 'CreateTopic', Name: 'tea', 'Attributes.entry.1.key': 'Policy' },
    "Value '{Policy=null}' at 'attributes'",
  ],
  [
    'sns',
    { Action: 'CreateTopic', Name: 'tea', 'Attributes.entry.1.value': 'tea' },
    'can not be converted to a map',
  ],
  [
    'sns',
    {
      ...{ Action: 'Publish', TopicArn: 'arn:aws:sns:us-east-1:123456789012:tea', Message: 'tea' },
      'MessageAttributes.entry.1.Name': 'a',
    },
    "Value '{a=null}' at 'messageAttributes'",
  ],
  [
    'sns',
    {
      ...{ Action: 'CreateTopic', Name: 'tea', 'Attributes.entry.1.key': 'Policy' },
      'Attributes.entry.1.value': '{',
    },
    'Invalid parameter: Policy Error: null Reason: This policy contains invalid Json',
  ],
  [
    'iam',
    { Action: 'CreatePolicy', PolicyName: 'tea', PolicyDocument: '{' },
    '<Message>Syntax errors in policy.</Message>',
  ],
])('%s refuses the form %j in words of AWS', async (service, fields, message) => {
  const text = await form(service, fields as unknown as Record<string, string>);
  expect(text).toContain(message);
  expect(text).not.toMatch(/undefined|NaN|JSON at position/);
});

test('a query parameter that is no number is refused as a text', async () => {
  const text = await answer('lambda', '/2015-03-31/functions?MaxItems=x', { method: 'GET' });
  expect(text).toContain("STRING_VALUE can not be converted to a Number (at 'maxItems')");
});

test('TestState reads its input with the parser that StartExecution has', async () => {
  const definition = JSON.stringify({ Type: 'Pass', End: true });
  const text = await answer('states', '/', {
    method: 'POST',
    headers: {
      'x-amz-target': 'AWSStepFunctions.TestState',
      'content-type': 'application/x-amz-json-1.0',
    },
    body: JSON.stringify({ definition, input: 'x' }),
  });
  expect(JSON.parse(text).message).toBe(
    "Invalid State Machine Execution Input: 'Unrecognized token 'x': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')'",
  );
});
