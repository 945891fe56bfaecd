import type { CreateConnectionRequest } from '@aws-sdk/client-eventbridge';
import { beforeEach, describe, expect, test } from 'vitest';
import { afterLoad, callable, failure, START } from '../testing.ts';
import { createEventBridge } from './index.ts';
import { createWorld, type World } from './testing.ts';

const BASIC = {
  AuthorizationType: 'BASIC',
  AuthParameters: { BasicAuthParameters: { Username: 'sample', Password: 'sample-word' } },
} as const;
const KEY = {
  AuthorizationType: 'API_KEY',
  AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'x-key', ApiKeyValue: 'sample-key' } },
} as const;
const OAUTH = {
  AuthorizationType: 'OAUTH_CLIENT_CREDENTIALS',
  AuthParameters: {
    OAuthParameters: {
      ClientParameters: { ClientID: 'sample', ClientSecret: 'sample-secret' },
      AuthorizationEndpoint: 'https://login.example.com/token',
      HttpMethod: 'POST',
      OAuthHttpParameters: { BodyParameters: [{ Key: 'scope', Value: 'tea' }] },
    },
  },
} satisfies Partial<CreateConnectionRequest>;
const Name = 'kitchen';

let world: World;
let events: World['events'];
beforeEach(() => {
  world = createWorld();
  events = world.events;
});

const create = async (given: Partial<Parameters<World['events']['CreateConnection']>[0]>) => {
  const { ConnectionArn } = await events.CreateConnection({ Name, ...BASIC, ...given });
  return ConnectionArn!;
};

test('a connection is created authorized, and described without its secrets', async () => {
  const arn = await create({ Description: 'Tea' });
  expect(arn).toMatch(/^arn:aws:events:us-east-1:123456789012:connection\/kitchen\/[0-9a-f-]{36}$/);
  const at = new Date(START);
  expect(await events.DescribeConnection({ Name })).toEqual({
    ConnectionArn: arn,
    Name,
    Description: 'Tea',
    ConnectionState: 'AUTHORIZED',
    AuthorizationType: 'BASIC',
    SecretArn: expect.stringMatching(
      /^arn:aws:secretsmanager:us-east-1:123456789012:secret:events!connection\/kitchen\//,
    ),
    AuthParameters: { BasicAuthParameters: { Username: 'sample' } },
    CreationTime: at,
    LastModifiedTime: at,
    LastAuthorizedTime: at,
  });
});

test('values that are secret are described by their keys', async () => {
  const InvocationHttpParameters = {
    HeaderParameters: [
      { Key: 'x-open', Value: 'tea' },
      { Key: 'x-closed', Value: 'sample-secret', IsValueSecret: true },
    ],
  };
  await create({ ...KEY, AuthParameters: { ...KEY.AuthParameters, InvocationHttpParameters } });
  const { AuthParameters } = await events.DescribeConnection({ Name });
  expect(AuthParameters).toEqual({
    ApiKeyAuthParameters: { ApiKeyName: 'x-key' },
    InvocationHttpParameters: {
      HeaderParameters: [
        { Key: 'x-open', Value: 'tea' },
        { Key: 'x-closed', IsValueSecret: true },
      ],
    },
  });
});

describe('what is sent by a connection', () => {
  const sent = (arn: string) => world.eventBridge.connection(arn)?.parameters;

  test('is its credentials and its own parameters', async () => {
    expect(sent(await create({}))).toMatchObject({
      headers: { Authorization: `Basic ${Buffer.from('sample:sample-word').toString('base64')}` },
    });
    const InvocationHttpParameters = {
      HeaderParameters: [{ Key: 'x-tea', Value: 'green' }],
      QueryStringParameters: [{ Key: 'size', Value: '2' }],
      BodyParameters: [{ Key: 'cup', Value: 'blue' }],
    };
    const AuthParameters = { ...KEY.AuthParameters, InvocationHttpParameters };
    expect(sent(await create({ ...KEY, Name: 'keyed', AuthParameters }))).toEqual({
      headers: { 'x-key': 'sample-key', 'x-tea': 'green' },
      query: { size: '2' },
      body: { cup: 'blue' },
    });
  });

  test('is nothing once it is deauthorized, until it is updated', async () => {
    const arn = await create({});
    expect(await events.DeauthorizeConnection({ Name })).toMatchObject({
      ConnectionState: 'DEAUTHORIZING',
    });
    expect(await events.DescribeConnection({ Name })).toMatchObject({
      ConnectionState: 'DEAUTHORIZED',
    });
    expect(world.eventBridge.connection(arn)).toMatchObject({ parameters: undefined });
    await events.UpdateConnection({ Name });
    expect(sent(arn)).toBeDefined();
  });

  test('is nothing with OAuth, whose token nobody asks for here', async () => {
    const arn = await create(OAUTH);
    expect(await events.DescribeConnection({ Name })).toMatchObject({
      ConnectionState: 'DEAUTHORIZED',
      StateReason: expect.stringContaining('nothing leaves this machine'),
      AuthParameters: {
        OAuthParameters: {
          ClientParameters: { ClientID: 'sample' },
          OAuthHttpParameters: { BodyParameters: [{ Key: 'scope', Value: 'tea' }] },
        },
      },
    });
    expect(world.eventBridge.connection(arn)).toMatchObject({ parameters: undefined });
  });

  test('is found by the whole ARN alone', async () => {
    const arn = await create({});
    expect(world.eventBridge.connection(arn.slice(0, -1))).toBeUndefined();
    expect(world.eventBridge.connection('')).toBeUndefined();
  });

  test('is the same after the cloud was saved', async () => {
    const arn = await create({});
    const { service } = afterLoad(
      { cloud: world.cloud, service: world.eventBridge },
      createEventBridge,
    );
    expect(service.connection(arn)).toEqual(world.eventBridge.connection(arn));
    expect(await callable(service).DescribeConnection({ Name })).toEqual(
      await events.DescribeConnection({ Name }),
    );
  });
});

test('an update changes what it is given, credentials member by member', async () => {
  const arn = await create({ Description: 'Tea' });
  await world.cloud.clock.advance(1000);
  await events.UpdateConnection({
    Name,
    AuthParameters: { BasicAuthParameters: { Password: 'sample-other' } },
  });
  expect(world.eventBridge.connection(arn)?.parameters?.headers).toEqual({
    Authorization: `Basic ${Buffer.from('sample:sample-other').toString('base64')}`,
  });
  expect(await events.DescribeConnection({ Name })).toMatchObject({
    Description: 'Tea',
    CreationTime: new Date(START),
    LastModifiedTime: new Date(START + 1000),
  });
  await events.UpdateConnection({ Name, ...KEY });
  expect(world.eventBridge.connection(arn)?.parameters?.headers).toEqual({ 'x-key': 'sample-key' });
});

test('connections are listed by name, prefix and state, page by page', async () => {
  for (const one of ['tea', 'coffee', 'teapot']) await create({ Name: one });
  await events.DeauthorizeConnection({ Name: 'tea' });
  const names = async (input: object) => {
    const { Connections = [], NextToken } = await events.ListConnections(input);
    return [Connections.map((one) => one.Name), NextToken] as const;
  };
  expect(await names({ NamePrefix: 'tea' })).toEqual([['tea', 'teapot'], undefined]);
  expect(await names({ ConnectionState: 'DEAUTHORIZED' })).toEqual([['tea'], undefined]);
  const [first, NextToken] = await names({ Limit: 2 });
  expect(first).toEqual(['coffee', 'tea']);
  expect(await names({ Limit: 2, NextToken })).toEqual([['teapot'], undefined]);
});

test('a connection that is deleted is gone', async () => {
  const arn = await create({});
  expect(await events.DeleteConnection({ Name })).toMatchObject({
    ConnectionArn: arn,
    ConnectionState: 'DELETING',
  });
  expect(world.eventBridge.connection(arn)).toBeUndefined();
  for (const operation of [
    'DescribeConnection',
    'UpdateConnection',
    'DeleteConnection',
    'DeauthorizeConnection',
  ] as const) {
    expect(await failure(events[operation]({ Name }))).toMatchObject({
      code: 'ResourceNotFoundException',
    });
  }
});

test.each([
  ['a name that is taken', { Name }, 'ResourceAlreadyExistsException'],
  ['credentials of another type', { ...KEY, AuthorizationType: 'BASIC' }, 'needs AuthParameters'],
  [
    'credentials of two types',
    { AuthParameters: { ...BASIC.AuthParameters, ...KEY.AuthParameters } },
    'ApiKeyAuthParameters is not for',
  ],
  ['no credentials', { AuthParameters: {} }, 'needs AuthParameters.BasicAuthParameters'],
] as const)('%s: refused', async (_, given, problem) => {
  await create({});
  const error = await failure(events.CreateConnection({ ...BASIC, Name: 'other', ...given }));
  expect(`${error.code} ${error.message}`).toContain(problem);
});

test('a password that breaks its rule is not repeated', async () => {
  const AuthParameters = { BasicAuthParameters: { Username: 'sample', Password: 'a:sample' } };
  const error = await failure(events.CreateConnection({ ...BASIC, Name, AuthParameters }));
  expect(error.code).toBe('ValidationException');
  expect(error.message).not.toContain('a:sample');
});
