import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiGatewayV2Client, CreateIntegrationCommand } from '@aws-sdk/client-apigatewayv2';
import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Cloud, startCloud } from '../src/index.ts';

/** A bakery whose HTTP API calls Step Functions and EventBridge by itself. */
const TEMPLATE = `
Resources:
  Api:
    Type: AWS::ApiGatewayV2::Api
    Properties: { Name: bakery, ProtocolType: HTTP }
  Stage:
    Type: AWS::ApiGatewayV2::Stage
    Properties: { ApiId: !Ref Api, StageName: $default, AutoDeploy: true }
  Start:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Api
      IntegrationType: AWS_PROXY
      IntegrationSubtype: StepFunctions-StartExecution
      PayloadFormatVersion: "1.0"
      CredentialsArn: !GetAtt Role.Arn
      RequestParameters: { StateMachineArn: !Ref Bake, Input: $request.body, Name: "loaf-\${request.path.id}" }
  StartRoute:
    Type: AWS::ApiGatewayV2::Route
    Properties: { ApiId: !Ref Api, RouteKey: "POST /loaves/{id}", Target: !Sub "integrations/\${Start}" }
  Ask:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Api
      IntegrationType: AWS_PROXY
      IntegrationSubtype: StepFunctions-StartSyncExecution
      PayloadFormatVersion: "1.0"
      CredentialsArn: !GetAtt Role.Arn
      RequestParameters: { StateMachineArn: !Ref Taste, Input: $request.body.loaf }
  AskRoute:
    Type: AWS::ApiGatewayV2::Route
    Properties: { ApiId: !Ref Api, RouteKey: POST /tastes, Target: !Sub "integrations/\${Ask}" }
  Tell:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Api
      IntegrationType: AWS_PROXY
      IntegrationSubtype: EventBridge-PutEvents
      PayloadFormatVersion: "1.0"
      CredentialsArn: !GetAtt Role.Arn
      RequestParameters: { Source: bakery, DetailType: $request.header.x-kind, Detail: $request.body }
  TellRoute:
    Type: AWS::ApiGatewayV2::Route
    Properties: { ApiId: !Ref Api, RouteKey: POST /events, Target: !Sub "integrations/\${Tell}" }
  Rule:
    Type: AWS::Events::Rule
    Properties:
      EventPattern: { source: [bakery] }
      Targets: [{ Id: told, Arn: !GetAtt Told.Arn, InputPath: $.detail }]
  Told: { Type: AWS::SQS::Queue }
  ToldPolicy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Told]
      PolicyDocument:
        Version: "2012-10-17"
        Statement: [{ Effect: Allow, Principal: { Service: events.amazonaws.com }, Action: sqs:SendMessage, Resource: !GetAtt Told.Arn }]
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: [{ Effect: Allow, Principal: { Service: [apigateway.amazonaws.com, states.amazonaws.com] }, Action: sts:AssumeRole }]
      Policies:
        - PolicyName: calls
          PolicyDocument:
            Version: "2012-10-17"
            Statement: [{ Effect: Allow, Action: ["states:StartExecution", "states:StartSyncExecution", "events:PutEvents"], Resource: "*" }]
  Bake:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      RoleArn: !GetAtt Role.Arn
      Definition: { StartAt: Oven, States: { Oven: { Type: Pass, End: true } } }
  Taste:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      StateMachineType: EXPRESS
      RoleArn: !GetAtt Role.Arn
      Definition: { StartAt: Bite, States: { Bite: { Type: Pass, End: true } } }
Outputs:
  Url: { Value: !GetAtt Api.ApiEndpoint }
`;

const folder = mkdtempSync(join(tmpdir(), 'http-api-services-'));
let cloud: Cloud;
beforeAll(async () => {
  writeFileSync(join(folder, 'template.yaml'), TEMPLATE);
  cloud = await startCloud({ template: join(folder, 'template.yaml') });
});
afterAll(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true });
});

function post(path: string, body: object, headers: Record<string, string> = {}) {
  return fetch(`${cloud.output('Url')}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

it('starts an execution, and answers as Step Functions does', async () => {
  const answer = await post('/loaves/7', { flour: 'rye' });
  expect(answer.status).toBe(200);
  const { executionArn } = (await answer.json()) as { executionArn: string };
  expect(executionArn).toMatch(/:loaf-7$/);
  const sfn = cloud.client(SFNClient);
  expect(await sfn.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
    input: '{"flour":"rye"}',
  });
  const again = await post('/loaves/7', { flour: 'spelt' });
  expect(again.status).toBe(400);
  expect(await again.json()).toMatchObject({
    __type: expect.stringMatching(/ExecutionAlreadyExists$/),
  });
});

it('waits for an Express execution', async () => {
  const answer = await post('/tastes', { loaf: { crust: 'dark' } });
  const said = (await answer.json()) as { status: string; output: string };
  expect(said).toMatchObject({ status: 'SUCCEEDED', output: '{"crust":"dark"}' });
});

it('sends an event, with what the request has for its parameters', async () => {
  const answer = await post('/events', { oven: 3 }, { 'x-kind': 'Oven is hot' });
  expect(await answer.json()).toMatchObject({ FailedEntryCount: 0 });
  const sqs = cloud.client(SQSClient);
  const { Messages } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl: cloud.resource('Told'), WaitTimeSeconds: 5 }),
  );
  expect(Messages?.map(({ Body }) => Body)).toEqual(['{"oven":3}']);
});

it.each([
  ['StepFunctions-StartExecution', { Input: '{}' }, 'Parameter: StateMachineArn is required'],
  ['StepFunctions-StartExecution', { stateMachineArn: 'x' }, 'stateMachineArn does not fit schema'],
  [
    'StepFunctions-StartExecution',
    { StateMachineArn: 'x', Input: '$request.__proto__.x' },
    'Invalid selection expression specified: $request.__proto__.x',
  ],
  ['Kinesis-PutRecord', {}, 'IntegrationSubtype Kinesis-PutRecord'],
])('refuses %s with %o', async (IntegrationSubtype, RequestParameters, message) => {
  const command = new CreateIntegrationCommand({
    ...{ ApiId: cloud.resource('Api'), IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '1.0' },
    ...{ IntegrationSubtype, RequestParameters, CredentialsArn: cloud.resource('Role') },
  });
  await expect(cloud.client(ApiGatewayV2Client).send(command)).rejects.toThrow(message);
});
