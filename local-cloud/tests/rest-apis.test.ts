import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { Hash } from '@smithy/core/serde';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cloud, startCloud } from '../src/index.ts';

/** A tea house that is ordered from: as in AWS's guides, its API starts executions by itself. */
const TEMPLATE = `
Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties: { Name: tea-house }
  Orders:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: orders }
  Order:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !Ref Orders, PathPart: "{id}" }
  Start:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Orders
      HttpMethod: POST
      AuthorizationType: NONE
      Integration:
        Type: AWS
        IntegrationHttpMethod: POST
        Uri: !Sub arn:aws:apigateway:\${AWS::Region}:states:action/StartExecution
        Credentials: !GetAtt ApiRole.Arn
        RequestTemplates:
          application/json: !Sub |
            {
              "input": "$util.escapeJavaScript($input.json('$')).replaceAll("\\\\'","'")",
              "name": "order-$context.requestId",
              "stateMachineArn": "\${Brew}"
            }
        IntegrationResponses:
          - StatusCode: 202
            ResponseTemplates:
              application/json: '{ "order": "$input.path(''$.executionArn'').split('':'').get(7)" }'
          - { StatusCode: 400, SelectionPattern: 4\\d\\d }
      MethodResponses: [{ StatusCode: 202 }, { StatusCode: 400 }]
  Ask:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Orders
      HttpMethod: PUT
      AuthorizationType: NONE
      Integration:
        Type: AWS
        IntegrationHttpMethod: POST
        Uri: !Sub arn:aws:apigateway:\${AWS::Region}:states:action/StartSyncExecution
        Credentials: !GetAtt ApiRole.Arn
        RequestTemplates:
          application/json: !Sub |
            { "input": "$util.escapeJavaScript($input.json('$'))", "stateMachineArn": "\${Taste}" }
        IntegrationResponses:
          - StatusCode: 200
            ResponseTemplates:
              application/json: |
                #set($said = $input.path('$'))
                #if($said.status == "FAILED")
                #set($context.responseOverride.status = 422)
                { "error": "$said.error" }
                #else
                $said.output
                #end
      MethodResponses: [{ StatusCode: 200 }]
  Note:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Order
      HttpMethod: POST
      AuthorizationType: NONE
      RequestParameters: { method.request.path.id: true }
      Integration:
        Type: AWS
        IntegrationHttpMethod: POST
        Uri: !Sub arn:aws:apigateway:\${AWS::Region}:sqs:path/\${AWS::AccountId}/\${Notes.QueueName}
        Credentials: !GetAtt ApiRole.Arn
        RequestParameters:
          integration.request.header.Content-Type: "'application/x-www-form-urlencoded'"
        RequestTemplates:
          application/json: Action=SendMessage&MessageBody=$util.urlEncode("$input.params('id') $input.body")
        IntegrationResponses:
          - StatusCode: 200
            ResponseParameters: { method.response.header.x-note: integration.response.body.SendMessageResponse.SendMessageResult.MessageId }
            ResponseTemplates: { application/json: "" }
      MethodResponses: [{ StatusCode: 200, ResponseParameters: { method.response.header.x-note: true } }]
  Read:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Order
      HttpMethod: GET
      AuthorizationType: NONE
      Integration:
        Type: AWS_PROXY
        IntegrationHttpMethod: POST
        Uri: !Sub arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Reader.Arn}/invocations
  Preflight:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Orders
      HttpMethod: OPTIONS
      AuthorizationType: NONE
      Integration:
        Type: MOCK
        RequestTemplates: { application/json: "{statusCode:200}" }
        IntegrationResponses:
          - StatusCode: 204
            ResponseParameters:
              method.response.header.Access-Control-Allow-Origin: "'https://tea.example'"
              method.response.header.Access-Control-Allow-Methods: "'POST,PUT'"
      MethodResponses:
        - StatusCode: 204
          ResponseParameters:
            method.response.header.Access-Control-Allow-Origin: true
            method.response.header.Access-Control-Allow-Methods: true
  Signed:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Order
      HttpMethod: DELETE
      AuthorizationType: AWS_IAM
      Integration:
        Type: AWS_PROXY
        IntegrationHttpMethod: POST
        Uri: !Sub arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Reader.Arn}/invocations
  Guarded:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Order
      HttpMethod: PATCH
      AuthorizationType: CUSTOM
      AuthorizerId: !Ref Doorkeeper
      Integration:
        Type: AWS_PROXY
        IntegrationHttpMethod: POST
        Uri: !Sub arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Reader.Arn}/invocations
  Doorkeeper:
    Type: AWS::ApiGateway::Authorizer
    Properties:
      RestApiId: !Ref Api
      Name: doorkeeper
      Type: TOKEN
      IdentitySource: method.request.header.Authorization
      AuthorizerUri: !Sub arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Keeper.Arn}/invocations
  Deployment:
    Type: AWS::ApiGateway::Deployment
    DependsOn: [Start, Ask, Note, Read, Preflight, Signed, Guarded]
    Properties: { RestApiId: !Ref Api }
  Stage:
    Type: AWS::ApiGateway::Stage
    Properties:
      RestApiId: !Ref Api
      DeploymentId: !Ref Deployment
      StageName: dev
      Variables: { kettle: copper }
      MethodSettings: [{ ResourcePath: "/orders/{id}", HttpMethod: GET, ThrottlingBurstLimit: 3, ThrottlingRateLimit: 1 }]
  ApiRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: [{ Effect: Allow, Principal: { Service: apigateway.amazonaws.com }, Action: sts:AssumeRole }]
      Policies:
        - PolicyName: start
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - { Effect: Allow, Action: states:StartExecution, Resource: !Ref Brew }
              - { Effect: Allow, Action: states:StartSyncExecution, Resource: !Ref Taste }
              - { Effect: Allow, Action: sqs:SendMessage, Resource: !GetAtt Notes.Arn }
  MachineRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: [{ Effect: Allow, Principal: { Service: states.amazonaws.com }, Action: sts:AssumeRole }]
  Brew:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      RoleArn: !GetAtt MachineRole.Arn
      Definition: { StartAt: Pour, States: { Pour: { Type: Pass, End: true } } }
  Taste:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      StateMachineType: EXPRESS
      RoleArn: !GetAtt MachineRole.Arn
      Definition:
        StartAt: IsTea
        States:
          IsTea:
            Type: Choice
            Choices: [{ Variable: $.drink, StringEquals: tea, Next: Good }]
            Default: Bad
          Good: { Type: Pass, Parameters: { "taste.$": "States.Format('good {}', $.drink)" }, End: true }
          Bad: { Type: Fail, Error: NotTea }
  Notes: { Type: AWS::SQS::Queue }
  News:
    Type: AWS::SNS::Topic
    Properties: { Subscription: [{ Protocol: email, Endpoint: guest@example.com }] }
  FunctionRole:
    Type: AWS::IAM::Role
    Properties:
      ManagedPolicyArns: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }]
  Reader:
    Type: AWS::Lambda::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs24.x
      Role: !GetAtt FunctionRole.Arn
      Code:
        ZipFile: |
          exports.handler = async (event) => {
            if (event.pathParameters.id === 'broken') return { orders: [] };
            return { statusCode: 200, headers: { 'X-Kettle': event.stageVariables.kettle }, body: JSON.stringify(event) };
          };
  Keeper:
    Type: AWS::Lambda::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs24.x
      Role: !GetAtt FunctionRole.Arn
      Code:
        ZipFile: |
          let asked = 0;
          exports.handler = async ({ authorizationToken: token, methodArn }) => {
            if (token === 'stranger') throw new Error('Unauthorized');
            const Effect = token === 'guest' ? 'Allow' : 'Deny';
            const Statement = [{ Action: 'execute-api:Invoke', Effect, Resource: methodArn }];
            asked += 1;
            return { principalId: token, policyDocument: { Version: '2012-10-17', Statement }, context: { asked } };
          };
  ReaderPermission:
    Type: AWS::Lambda::Permission
    Properties:
      FunctionName: !Ref Reader
      Action: lambda:InvokeFunction
      Principal: apigateway.amazonaws.com
      SourceArn: !Sub arn:aws:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${Api}/*/*/orders/*
  KeeperPermission:
    Type: AWS::Lambda::Permission
    Properties:
      FunctionName: !Ref Keeper
      Action: lambda:InvokeFunction
      Principal: apigateway.amazonaws.com
      SourceArn: !Sub arn:aws:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${Api}/authorizers/*
Outputs:
  Url: { Value: !Sub "https://\${Api}.execute-api.\${AWS::Region}.amazonaws.com/\${Stage}" }
`;

const folder = mkdtempSync(join(tmpdir(), 'rest-apis-'));
let cloud: Cloud;
beforeAll(async () => {
  writeFileSync(join(folder, 'template.yaml'), TEMPLATE);
  cloud = await startCloud({ template: join(folder, 'template.yaml') });
});
afterAll(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true });
});

function ask(method: string, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${cloud.output('Url')}${path}`, { method, ...init });
}

function askJson(method: string, path: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return ask(method, path, { headers, body: JSON.stringify(body) });
}

describe('an integration with Step Functions', () => {
  it('starts an execution with what its mapping template makes of the request', async () => {
    const answer = await askJson('POST', '/orders', { tea: 'Earl\'s "Grey"', cups: 2 });
    expect(answer.status).toBe(202);
    const { order } = (await answer.json()) as { order: string };
    expect(order).toBe(`order-${answer.headers.get('x-amzn-requestid')}`);
    const machine = cloud.resource('Brew');
    const executionArn = `${machine.replace(':stateMachine:', ':execution:')}:${order}`;
    const sfn = cloud.client(SFNClient);
    const { input } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    expect(JSON.parse(input!)).toEqual({ tea: 'Earl\'s "Grey"', cups: 2 });
  });

  it('answers with what an Express execution gives, by the status that its template sets', async () => {
    const good = await askJson('PUT', '/orders', { drink: 'tea' });
    expect(good.status).toBe(200);
    expect(await good.json()).toEqual({ taste: 'good tea' });
    const bad = await askJson('PUT', '/orders', { drink: 'cocoa' });
    expect(bad.status).toBe(422);
    expect(await bad.json()).toEqual({ error: 'NotTea' });
  });
});

describe('an integration with another service', () => {
  it('calls it as its role, with parameters that are mapped', async () => {
    const answer = await askJson('POST', '/orders/7', { says: 'no sugar & milk' });
    expect(answer.status).toBe(200);
    const sqs = cloud.client(SQSClient);
    const QueueUrl = cloud.resource('Notes');
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(Messages.map(({ Body }) => Body)).toEqual(['7 {"says":"no sugar & milk"}']);
    expect(answer.headers.get('x-note')).toBe(Messages[0]?.MessageId);
  });
});

describe('a proxy integration', () => {
  it('hands the function an event of format 1.0, and answers as it says', async () => {
    const answer = await ask('GET', '/orders/a%20b?size=s&size=l&milk=oat%20milk', {
      headers: { 'X-Guest': 'one' },
    });
    expect(answer.headers.get('x-kettle')).toBe('copper');
    expect(answer.headers.get('content-type')).toBe('application/json');
    const event = (await answer.json()) as Record<string, object>;
    expect(event).toMatchObject({
      resource: '/orders/{id}',
      path: '/orders/a%20b',
      httpMethod: 'GET',
      queryStringParameters: { size: 'l', milk: 'oat milk' },
      multiValueQueryStringParameters: { size: ['s', 'l'], milk: ['oat milk'] },
      pathParameters: { id: 'a%20b' },
      stageVariables: { kettle: 'copper' },
      body: null,
      isBase64Encoded: false,
      requestContext: {
        resourcePath: '/orders/{id}',
        path: '/dev/orders/a%20b',
        stage: 'dev',
        identity: { sourceIp: '127.0.0.1', accessKey: null },
      },
    });
    expect(Object.keys(event.headers!)).toEqual(
      expect.arrayContaining(['Host', 'User-Agent', 'X-Guest', 'X-Forwarded-For']),
    );
  });

  it('answers 502 for what is no response, and says why to whoever reads the page', async () => {
    const answer = await ask('GET', '/orders/broken');
    expect(answer.status).toBe(502);
    expect(await answer.json()).toEqual({ message: 'Internal server error' });
    const page = await ask('GET', '/orders/broken', { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('its statusCode is none');
  });

  it('is limited as its stage says', async () => {
    await cloud.clock.advance('60s');
    const statuses = [];
    for (let request = 0; request < 4; request++) {
      statuses.push((await ask('GET', '/orders/1')).status);
    }
    expect(statuses).toEqual([200, 200, 200, 429]);
  });
});

describe('a mock', () => {
  it('answers preflights with its headers', async () => {
    const answer = await ask('OPTIONS', '/orders', { headers: { origin: 'https://tea.example' } });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://tea.example');
  });
});

describe('a method with AWS_IAM', () => {
  it('takes requests that are signed', async () => {
    const unsigned = await ask('DELETE', '/orders/1');
    expect(unsigned.status).toBe(403);
    expect(await unsigned.json()).toEqual({ message: 'Missing Authentication Token' });
    const signed = await ask('DELETE', '/orders/1', {
      headers: await signatureOf('DELETE', '/orders/1'),
    });
    expect(signed.status).toBe(200);
    const { requestContext } = (await signed.json()) as { requestContext: { identity: object } };
    expect(requestContext.identity).toMatchObject({
      accessKey: 'local',
      accountId: '123456789012',
    });
  });
});

async function signatureOf(method: string, at: string): Promise<Record<string, string>> {
  const { protocol, host, hostname, pathname: path } = new URL(`${cloud.output('Url')}${at}`);
  const signer = new SignatureV4({
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    region: 'us-east-1',
    service: 'execute-api',
    sha256: Hash.bind(null, 'sha256'),
  });
  const { headers } = await signer.sign({ method, protocol, hostname, path, headers: { host } });
  return headers;
}

describe('a method with an authorizer', () => {
  const asGuest = (token?: string) =>
    ask('PATCH', '/orders/1', { headers: token === undefined ? {} : { authorization: token } });

  it('asks its function who may call, once for the same token', async () => {
    const told = async () => {
      const answer = await asGuest('guest');
      expect(answer.status).toBe(200);
      const { requestContext } = (await answer.json()) as {
        requestContext: { authorizer: object };
      };
      return requestContext.authorizer;
    };
    const first = await told();
    expect(first).toMatchObject({ principalId: 'guest', asked: expect.any(Number) });
    expect(await told()).toEqual(first);
  });

  it('answers who may not, and who does not say who they are', async () => {
    const nobody = await asGuest();
    expect(nobody.status).toBe(401);
    expect(await nobody.json()).toEqual({ message: 'Unauthorized' });
    expect((await asGuest('stranger')).status).toBe(401);
    const denied = await asGuest('thief');
    expect(denied.status).toBe(403);
    expect(await denied.json()).toEqual({
      Message: 'User is not authorized to access this resource with an explicit deny',
    });
  });
});

describe('what no method takes', () => {
  it('is answered as by API Gateway', async () => {
    const answer = await ask('GET', '/teas');
    expect(answer.status).toBe(403);
    expect(await answer.json()).toEqual({ message: 'Missing Authentication Token' });
    expect(answer.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
    const url = cloud.output('Url').replace(/dev$/, 'prod');
    expect((await fetch(`${url}/orders`)).status).toBe(403);
  });
});

it('is where the links of a mail lead that name its address in AWS', async () => {
  const api = `${cloud.resource('Api')}.execute-api.us-east-1.amazonaws.com`;
  const Message = `Yes: https://${api}/dev/orders/1?say=yes`;
  await cloud
    .client(SNSClient)
    .send(new PublishCommand({ TopicArn: cloud.resource('News'), Message }));
  const bodies = async () => (await cloud.mails()).map(({ body }) => body).join('\n');
  await expect.poll(bodies).toContain(`Yes: ${cloud.output('Url')}/orders/1?say=yes`);
});
