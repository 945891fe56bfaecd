import { describe, expect, test } from 'vitest';
import { AwsError, UserError } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import { checkDeployable, deploy } from './deploy.ts';
import { parseTemplate } from './template.ts';
import { recordingCloud, root } from './testing.ts';

const include = (Location: JsonObject | string): JsonObject => ({
  'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location } },
});
const queue = (Properties: JsonObject) => ({ Queue: { Type: 'AWS::SQS::Queue', Properties } });
const api = (Properties: JsonObject) => ({
  Api: { Type: 'AWS::Serverless::Api', Properties: { StageName: 'v1', ...Properties } },
});

/** What a template is to be deployed as, beside these files by their keys. */
function optionsOf(Resources: JsonObject, files: Readonly<Record<string, string>>, more = {}) {
  const template = { Transform: 'AWS::Serverless-2016-10-31', Resources, ...more };
  const artifact = (key: string, bucket?: string) => {
    const text = files[bucket === undefined ? key : `${bucket}:${key}`];
    if (text === undefined) throw new AwsError('NoSuchKey', 'The specified key does not exist.');
    return Buffer.from(text);
  };
  const read = parseTemplate(JSON.stringify(template), 'template.yaml');
  return { stackName: 'shop', template: read, artifact, root };
}

async function deployed(Resources: JsonObject, files: Readonly<Record<string, string>>) {
  const { cloud, calls } = recordingCloud();
  const stack = await deploy(cloud, optionsOf(Resources, files));
  return { calls, stack, template: stack.template };
}

const OPENAPI = `
openapi: 3.0.1
info: { title: !Sub "\${AWS::StackName}-teas" }
paths:
  /teas:
    get:
      x-amazon-apigateway-integration: { type: mock, credentials: !GetAtt Role.Arn }
`;

describe('an included document', () => {
  test('of YAML with short forms, or JSON, is in its place, and beside what is there', async () => {
    const { calls, template } = await deployed(
      queue({
        ...include('./queue.yaml'),
        QueueName: 'mine',
        Tags: [include('s3://docs/a/t.json')],
      }),
      {
        './queue.yaml': 'QueueName: theirs\nDelaySeconds: 5\nKmsMasterKeyId: !Ref AWS::Region',
        'docs:a/t.json': '{"Key": "team", "Value": "tea"}',
      },
    );
    expect(calls).toMatchObject([
      { operation: 'CreateQueue', input: { QueueName: 'mine', tags: { team: 'tea' } } },
    ]);
    expect(template.Resources.Queue?.Properties).toMatchObject({
      DelaySeconds: 5,
      KmsMasterKeyId: { Ref: 'AWS::Region' },
    });
  });

  test('is there before SAM writes into it', async () => {
    const Cors = "'https://shop.example'";
    const options = optionsOf(api({ DefinitionBody: include('api.yaml'), Cors }), {
      'api.yaml': OPENAPI,
    });
    const { Resources } = await options.template.complete!(options.artifact);
    expect(Resources.Api?.Properties.Body).toMatchObject({
      info: { title: { 'Fn::Sub': '${AWS::StackName}-teas' } },
      paths: {
        '/teas': {
          get: { 'x-amazon-apigateway-integration': { credentials: expect.any(Object) } },
          options: { responses: { 200: { headers: expect.any(Object) } } },
        },
      },
    });
  });

  test('makes another deployment of an API where it says something else', async () => {
    const idsOf = async (text: string) => {
      const options = optionsOf(api({ DefinitionBody: include('api.yaml') }), { 'api.yaml': text });
      return Object.keys((await options.template.complete!(options.artifact)).Resources);
    };
    const [one, other] = [await idsOf(OPENAPI), await idsOf(OPENAPI.replace('/teas', '/pots'))];
    expect(one[1]).toMatch(/^ApiDeployment/);
    expect(one[1]).not.toBe(other[1]);
  });

  test('is read again when the stack is brought up to date', async () => {
    const resources = queue({ ...include('q.json'), QueueName: 'mine' });
    const { stack, calls } = await deployed(resources, { 'q.json': '{"DelaySeconds": 1}' });
    calls.length = 0;
    const next = optionsOf(resources, { 'q.json': '{"DelaySeconds": 2}' });
    expect(await stack.update(next)).toMatchObject({ updated: ['Queue'], failures: [] });
    expect(calls).toMatchObject([{ operation: 'SetQueueAttributes' }]);
  });
});

describe('refused is', () => {
  const check = (properties: JsonObject, files: Readonly<Record<string, string>>, more = {}) =>
    checkDeployable(recordingCloud().cloud, optionsOf(queue(properties), files, more));

  test.each<[string, JsonObject, Readonly<Record<string, string>>]>([
    ['What is included from gone.json could not be read', include('gone.json'), {}],
    ['What is included from q.json is not JSON', include('q.json'), { 'q.json': '{' }],
    ['What is included from q.yaml must be an object', include('q.yaml'), { 'q.yaml': '- 1' }],
    ['must be text', include({ Ref: 'Where' }), {}],
    [
      'includes another document',
      include('q.json'),
      { 'q.json': JSON.stringify({ A: include('other.json') }) },
    ],
    ["'null' values are not allowed", include('q.yaml'), { 'q.yaml': 'QueueName:' }],
    [
      'What is included from q.json is nested deeper than 250 levels',
      include('q.json'),
      { 'q.json': `{"A": ${'['.repeat(20_000)}${']'.repeat(20_000)}}` },
    ],
    [
      'more than 2000000 characters',
      { A: include('q.json'), B: include('q.json') },
      { 'q.json': `{"A": "${'x'.repeat(1_500_000)}"}` },
    ],
  ])('%s', async (what, properties, files) => {
    const refused = check(properties, files);
    await expect(refused).rejects.toThrow(what);
    await expect(refused).rejects.toBeInstanceOf(UserError);
  });

  test.each<[string, JsonObject]>([
    ['in another section', { Mappings: include('m.json') }],
    ['as resources', { Resources: { ...queue({}), ...include('r.json') } }],
    ['as a resource', { Resources: { Queue: include('r.json') } }],
  ])('one %s', (_what, more) => {
    expect(() => optionsOf({}, {}, more)).toThrow('within the properties of resources alone');
  });

  test('another transform, by name', async () => {
    const QueueName = { 'Fn::Transform': { Name: 'Mine' } };
    await expect(deployed(queue({ QueueName }), {})).rejects.toThrow(
      'does not serve the function Fn::Transform',
    );
  });

  test('no other error than that of a service is told as one of the template', async () => {
    const options = optionsOf(queue(include('q.json')), {});
    const artifact = () => {
      throw new TypeError('broken');
    };
    const checked = checkDeployable(recordingCloud().cloud, { ...options, artifact });
    await expect(checked).rejects.toBeInstanceOf(TypeError);
  });
});
