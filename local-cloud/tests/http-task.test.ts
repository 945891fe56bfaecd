import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EventBridgeClient, UpdateConnectionCommand } from '@aws-sdk/client-eventbridge';
import {
  type DescribeExecutionCommandOutput,
  SFNClient,
  StartSyncExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BootedCloud, bootCloud } from '../src/boot.ts';
import { parseTemplate } from '../src/deploy/template.ts';
import { role } from './support/role.ts';

const attribute = (id: string, name = 'Arn') => ({ 'Fn::GetAtt': [id, name] });
const grant = (Action: string | string[], Resource: unknown, more: object = {}) => ({
  ...{ Effect: 'Allow', Action, Resource },
  ...more,
});

/** An HTTP Task that may use one connection, with a role as the documentation has it. */
function template(address: string) {
  const task = {
    Type: 'Task',
    Resource: 'arn:aws:states:::http:invoke',
    Parameters: {
      ApiEndpoint: `${address}/cups`,
      Method: 'POST',
      InvocationConfig: { ConnectionArn: '${connection}' },
      RequestBody: { 'size.$': '$.size', kind: 'mine' },
    },
    Catch: [{ ErrorEquals: ['Events.ConnectionResource.InvalidConnectionState'], Next: 'Locked' }],
    End: true,
  };
  const definition = {
    StartAt: 'Pour',
    States: { Pour: task, Locked: { Type: 'Pass', Result: 'locked', End: true } },
  };
  const resources = {
    Resources: {
      Kitchen: {
        Type: 'AWS::Events::Connection',
        Properties: {
          AuthorizationType: 'API_KEY',
          AuthParameters: {
            ApiKeyAuthParameters: { ApiKeyName: 'x-key', ApiKeyValue: 'sample-key' },
            InvocationHttpParameters: { BodyParameters: [{ Key: 'kind', Value: 'tea' }] },
          },
        },
      },
      Role: role(
        'states.amazonaws.com',
        grant('states:InvokeHTTPEndpoint', '*', {
          Condition: { StringLike: { 'states:HTTPEndpoint': `${address}/*` } },
        }),
        grant('events:RetrieveConnectionCredentials', attribute('Kitchen')),
        grant(
          ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
          attribute('Kitchen', 'SecretArn'),
        ),
      ),
      Machine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          StateMachineType: 'EXPRESS',
          DefinitionString: JSON.stringify(definition),
          DefinitionSubstitutions: { connection: attribute('Kitchen') },
          RoleArn: attribute('Role'),
        },
      },
    },
    Outputs: { Machine: { Value: { Ref: 'Machine' } }, Kitchen: { Value: { Ref: 'Kitchen' } } },
  };
  return parseTemplate(JSON.stringify(resources), 'the template');
}

let cloud: BootedCloud;
let server: Server;
const output = (name: string) => cloud.stack.outputs.get(name)!.value;
const seen: { headers: IncomingHttpHeaders; body: string }[] = [];

beforeEach(async () => {
  seen.length = 0;
  server = createServer(async (request, response) => {
    const chunks = await request.toArray();
    seen.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    response.setHeader('content-type', 'application/json').end('{"cups":2}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const made = {
    stackName: 'tea',
    template: template(`http://127.0.0.1:${port}`),
    artifact: () => new Uint8Array(),
  };
  cloud = await bootCloud(made, { port: 0 });
});
afterEach(async () => {
  await cloud.close();
  await new Promise((resolve) => server.close(resolve));
});

test('an HTTP Task sends what its connection holds, until that is deauthorized', async () => {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = { endpoint: cloud.endpoint, region: 'us-east-1', credentials };
  const sfn = new SFNClient({ ...client, disableHostPrefix: true });
  const run = async (): Promise<Pick<DescribeExecutionCommandOutput, 'output' | 'error'>> =>
    sfn.send(
      new StartSyncExecutionCommand({
        stateMachineArn: output('Machine'),
        input: '{"size":2}',
      }),
    );
  expect(JSON.parse((await run()).output!)).toMatchObject({ ResponseBody: { cups: 2 } });
  expect(seen).toMatchObject([
    { headers: { 'x-key': 'sample-key' }, body: '{"size":2,"kind":"tea"}' },
  ]);
  const events = new EventBridgeClient(client);
  await events.send(
    new UpdateConnectionCommand({
      Name: output('Kitchen'),
      AuthorizationType: 'OAUTH_CLIENT_CREDENTIALS',
      AuthParameters: {
        OAuthParameters: {
          ClientParameters: { ClientID: 'sample', ClientSecret: 'sample-secret' },
          AuthorizationEndpoint: 'https://login.example.com/token',
          HttpMethod: 'POST',
        },
      },
    }),
  );
  expect(await run()).toMatchObject({ output: '"locked"' });
  expect(seen).toHaveLength(1);
});
