import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetFunctionUrlConfigCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ConfirmSubscriptionCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { testFolder } from '../src/core/testing.ts';
import { startCloud } from '../src/index.ts';

const TEMPLATE = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Tides: { Type: AWS::SNS::Topic }
  Gauge:
    Type: AWS::Serverless::Function
    Properties:
      Handler: gauge.handler
      Runtime: nodejs24.x
      Timeout: 60
      FunctionUrlConfig: { AuthType: NONE, Cors: { AllowOrigins: ["https://harbour.example"] } }
  Told:
    Type: AWS::SNS::Subscription
    Properties: { TopicArn: !Ref Tides, Protocol: https, Endpoint: !GetAtt GaugeUrl.FunctionUrl }
Outputs:
  Url: { Value: !GetAtt GaugeUrl.FunctionUrl }
`;

const GAUGE = `exports.handler = async (event) => {
  console.log(event.body);
  return { statusCode: 202, body: event.requestContext.http.method + ' ' + event.rawPath };
};`;

test('a function of a template answers at its URL, which SNS delivers to', async () => {
  const folder = testFolder();
  writeFileSync(join(folder, 'template.yaml'), TEMPLATE);
  writeFileSync(join(folder, 'gauge.js'), GAUGE);
  await using cloud = await startCloud({ template: join(folder, 'template.yaml') });
  const url = cloud.output('Url');
  const FunctionName = cloud.resource('Gauge');
  const command = new GetFunctionUrlConfigCommand({ FunctionName });
  expect(await cloud.client(LambdaClient).send(command)).toMatchObject({ FunctionUrl: url });
  const answer = await fetch(`${url}low?of=today`, {
    headers: { origin: 'https://harbour.example' },
  });
  expect(answer.status).toBe(202);
  expect(await answer.text()).toBe('GET /low');
  expect(answer.headers.get('access-control-allow-origin')).toBe('https://harbour.example');

  const logs = cloud.client(CloudWatchLogsClient);
  const logged = async (filterPattern: string) => {
    const logGroupName = `/aws/lambda/${FunctionName}`;
    const { events = [] } = await logs.send(
      new FilterLogEventsCommand({ logGroupName, filterPattern }),
    );
    return events.map(({ message = '' }) => message).join('\n');
  };
  const isLogged = (pattern: string) =>
    expect.poll(() => logged(pattern), { timeout: 20_000 }).not.toBe('');
  await isLogged('Token');
  const [, Token] = /"Token": ?"([^"]+)"/.exec((await logged('Token')).replaceAll('\\"', '"'))!;
  const sns = cloud.client(SNSClient);
  const TopicArn = cloud.resource('Tides');
  await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
  await sns.send(new PublishCommand({ TopicArn, Message: 'spring tide' }));
  await isLogged('"spring tide"');
});
