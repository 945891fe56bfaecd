import { beforeEach, describe, expect, test } from 'vitest';
import { afterLoad, callable, failure, fakeCloud, fakeContext, START } from '../testing.ts';
import { createSSM } from './index.ts';

function createWorld() {
  const cloud = fakeCloud();
  const service = createSSM(cloud);
  return { cloud, service, ssm: callable(service) };
}

let world: ReturnType<typeof createWorld>;
let ssm: ReturnType<typeof createWorld>['ssm'];
beforeEach(() => {
  world = createWorld();
  ssm = world.ssm;
});

const put = (input: object = {}) =>
  ssm.PutParameter({ Name: '/tea/leaves', Value: 'green,black', Type: 'StringList', ...input });

const value = async (Name = '/tea/leaves') => (await ssm.GetParameter({ Name })).Parameter?.Value;

test('a parameter is read as it was put, with its ARN, version and time', async () => {
  expect(await put()).toEqual({ Version: 1, Tier: 'Standard' });
  expect(await ssm.GetParameter({ Name: '/tea/leaves', WithDecryption: true })).toEqual({
    Parameter: {
      Name: '/tea/leaves',
      Type: 'StringList',
      Value: 'green,black',
      Version: 1,
      LastModifiedDate: new Date(START),
      ARN: 'arn:aws:ssm:us-east-1:123456789012:parameter/tea/leaves',
      DataType: 'text',
    },
  });
});

test.each([
  ['/tea/leaves', 'arn:aws:ssm:us-east-1:123456789012:parameter/tea/leaves'],
  ['leaves', 'arn:aws:ssm:us-east-1:123456789012:parameter/leaves'],
])('%s is also found by its ARN', async (Name, arn) => {
  await put({ Name });
  expect(await value(arn)).toBe('green,black');
});

describe('PutParameter with Overwrite', () => {
  test('makes a new version, which keeps its type and description', async () => {
    await put({ Description: 'What there is' });
    await world.cloud.clock.advance(60_000);
    const changed = { Name: '/tea/leaves', Value: 'white', Overwrite: true };
    expect(await ssm.PutParameter(changed)).toMatchObject({ Version: 2 });
    const { Parameters } = await ssm.DescribeParameters({});
    expect(Parameters).toMatchObject([
      { Type: 'StringList', Description: 'What there is', Version: 2 },
    ]);
    expect(Parameters?.[0]?.LastModifiedDate).toEqual(new Date(START + 60_000));
    expect(await value()).toBe('white');
  });

  test('creates a parameter that is not there', async () => {
    expect(await put({ Overwrite: true })).toMatchObject({ Version: 1 });
  });

  test('is needed to change a parameter', async () => {
    await put();
    expect(await failure(put({ Value: 'white' }))).toMatchObject({
      code: 'ParameterAlreadyExists',
    });
    expect(await value()).toBe('green,black');
  });
});

test('up to ten are read together, and those that are not there are named', async () => {
  await put();
  const { Parameters, InvalidParameters } = await ssm.GetParameters({
    Names: ['/tea/leaves', '/coffee/beans'],
  });
  expect(Parameters).toMatchObject([{ Value: 'green,black' }]);
  expect(InvalidParameters).toEqual(['/coffee/beans']);
  expect(await failure(ssm.GetParameters({ Names: Array(11).fill('a') }))).toEqual({
    code: 'ValidationException',
    message:
      "1 validation error detected: Value '[a, a, a, a, a, a, a, a, a, a, a]' at 'names' failed to " +
      'satisfy constraint: Member must have length less than or equal to 10',
  });
});

test('what is read together comes in the order of the names', async () => {
  for (const Name of ['/tea/pot', '/tea/cup', '/tea/bag']) await put({ Name });
  const { Parameters = [] } = await ssm.GetParameters({
    Names: ['/tea/pot', '/tea/bag', '/tea/cup'],
  });
  expect(Parameters.map(({ Name }) => Name)).toEqual(['/tea/bag', '/tea/cup', '/tea/pot']);
});

test('a SecureString shows its value to those who ask for it decrypted, and to nobody else', async () => {
  const Name = '/tea/recipe';
  await put({ Name, Value: 'two minutes', Type: 'SecureString' });
  const read = async (WithDecryption?: boolean) => {
    const { Parameter } = await ssm.GetParameter({ Name, WithDecryption });
    const { Parameters = [] } = await ssm.GetParameters({ Names: [Name], WithDecryption });
    expect(Parameters).toEqual([Parameter]);
    return Parameter?.Value;
  };
  expect(await read(true)).toBe('two minutes');
  expect(await read()).not.toContain('minutes');
  expect(await ssm.DescribeParameters({})).toMatchObject({
    Parameters: [
      {
        Type: 'SecureString',
        KeyId: 'alias/aws/ssm',
        LastModifiedUser: expect.stringMatching(/^arn:aws:iam::\d{12}:root$/),
      },
    ],
  });
});

test('parameters are listed by name, without their values', async () => {
  await put({ Name: '/tea/pots' });
  await put();
  const { Parameters = [] } = await ssm.DescribeParameters({});
  expect(Parameters.map(({ Name }) => Name)).toEqual(['/tea/leaves', '/tea/pots']);
  expect(Parameters[0]).not.toHaveProperty('Value');
});

test('a parameter that was deleted is not found, nor deleted twice', async () => {
  await put();
  await ssm.DeleteParameter({ Name: '/tea/leaves' });
  const code = 'ParameterNotFound';
  expect(await failure(value())).toMatchObject({ code });
  expect(await failure(ssm.DeleteParameter({ Name: '/tea/leaves' }))).toMatchObject({ code });
});

const NO_NAME =
  'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_';
const PREFIX = 'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).';
const TOO_LONG = 'Standard tier parameters support a maximum parameter value of 4096 characters.';
const BROKEN = '1 validation error detected: Value';

test.each([
  [{ Name: 'my tea' }, 'ValidationException', NO_NAME],
  [{ Name: '' }, 'ValidationException', 'length greater than or equal to 1'],
  [{ Name: '/tea//leaves' }, 'ValidationException', NO_NAME],
  [{ Name: 'tea/leaves' }, 'ValidationException', 'Parameter name must be a fully qualified name.'],
  [
    { Name: '/AWS/leaves' },
    'AccessDeniedException',
    'No access to reserved parameter name: AWS/leaves.',
  ],
  [{ Name: '/ssm/leaves' }, 'ValidationException', NO_NAME],
  [{ Name: 'ssm-leaves' }, 'ValidationException', PREFIX],
  [{ Name: '/awsleaves' }, 'ValidationException', PREFIX],
  [{ Name: '/a'.repeat(16) }, 'HierarchyLevelLimitExceededException', '15 levels'],
  [
    { Value: '' },
    'ValidationException',
    `${BROKEN} '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1.`,
  ],
  [{ Value: 'é'.repeat(2049) }, 'ValidationException', TOO_LONG],
  [{ Type: undefined }, 'ValidationException', 'type is required'],
  [
    { Type: 'Secret' },
    'ValidationException',
    `${BROKEN} 'Secret' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [SecureString, StringList, String]`,
  ],
  [
    { DataType: 'Text' },
    'ValidationException',
    'The following data type is not supported: Text (Data type names are all lowercase.)',
  ],
  [
    { AllowedPattern: '\\d{1,4}', Value: '12345' },
    'ParameterPatternMismatchException',
    'Parameter value, cannot be validated against allowedPattern: \\d{1,4}',
  ],
  [{ AllowedPattern: '[' }, 'InvalidAllowedPatternException', 'regular expression'],
  [{ DataType: 'aws:ec2:image' }, 'NotSupportedByLocalCloud', 'DataType'],
  [{ Type: 'SecureString', KeyId: 'alias/own' }, 'NotSupportedByLocalCloud', 'KeyId'],
  [{ Tier: 'Advanced' }, 'NotSupportedByLocalCloud', 'Tier'],
])('PutParameter refuses %o', async (input, code, message) => {
  expect(await failure(put(input))).toMatchObject({
    code,
    message: expect.stringContaining(message),
  });
});

test('a pattern is kept for later versions, and told', async () => {
  await put({ Value: '100', Type: 'String', AllowedPattern: '\\d{1,4}' });
  const changed = { Name: '/tea/leaves', Value: 'many', Overwrite: true };
  expect(await failure(ssm.PutParameter(changed))).toMatchObject({
    code: 'ParameterPatternMismatchException',
  });
  const { Parameters } = await ssm.DescribeParameters({});
  expect(Parameters).toMatchObject([{ AllowedPattern: '\\d{1,4}' }]);
});

test('of a parameter that is not there AWS tells the code alone', async () => {
  expect(await failure(value())).toEqual({ code: 'ParameterNotFound', message: '' });
  expect(await failure(value('tea/leaves'))).toEqual({
    code: 'ValidationException',
    message: NO_NAME,
  });
});

test('a version that is not there is an invalid parameter among several', async () => {
  await put();
  const { InvalidParameters } = await ssm.GetParameters({ Names: ['/tea/leaves:7'] });
  expect(InvalidParameters).toEqual(['/tea/leaves:7']);
});

test('GetParametersByPath filters by type', async () => {
  await put();
  await put({ Name: '/tea/recipe', Type: 'SecureString' });
  const { Parameters = [] } = await ssm.GetParametersByPath({
    Path: '/tea',
    ParameterFilters: [{ Key: 'Type', Values: ['SecureString'] }],
  });
  expect(Parameters.map(({ Name }) => Name)).toEqual(['/tea/recipe']);
});

const NOT_VALID = 'The following filter';
test.each([
  [
    { Key: 'Label', Values: ['a'] },
    `${NOT_VALID} key is not valid: Label. Valid filter keys include: [Path, Name, Type, KeyId, Tier].`,
  ],
  [
    { Key: 'Type', Values: ['Text'] },
    `${NOT_VALID} value is not valid: Text. Valid values include: [String, StringList, SecureString].`,
  ],
  [
    { Key: 'Path', Option: 'Equals', Values: ['/a'] },
    `${NOT_VALID} option is not valid: Equals. Valid options include: [Recursive, OneLevel].`,
  ],
  [
    { Key: 'Name', Option: 'Like', Values: ['a'] },
    `${NOT_VALID} option is not valid: Like. Valid options include: [BeginsWith, Equals].`,
  ],
  [{ Key: 'Name' }, `${NOT_VALID} values are missing : null for filter key Name.`],
])('DescribeParameters refuses the filter %o', async (filter, message) => {
  expect(await failure(ssm.DescribeParameters({ ParameterFilters: [filter] }))).toMatchObject({
    message,
  });
});

test('a token that no page gave is refused', async () => {
  expect(await failure(ssm.DescribeParameters({ NextToken: 'x' }))).toMatchObject({
    code: 'InvalidNextToken',
  });
});

test('a label is refused by name, not taken for another parameter', async () => {
  await put();
  const Name = '/tea/leaves:prod';
  const refused = { code: 'NotSupportedByLocalCloud' };
  expect(await failure(ssm.GetParameter({ Name }))).toMatchObject(refused);
  expect(await failure(ssm.GetParameters({ Names: [Name] }))).toMatchObject(refused);
});

test('each version can be read, and they are told in their order', async () => {
  await put();
  await put({ Value: 'white', Overwrite: true });
  const { Parameter } = await ssm.GetParameter({ Name: '/tea/leaves:1' });
  expect(Parameter).toMatchObject({
    ...{ Name: '/tea/leaves', Value: 'green,black', Version: 1, Selector: ':1' },
  });
  const { Parameters } = await ssm.GetParameterHistory({ Name: '/tea/leaves' });
  expect(Parameters).toMatchObject([{ Value: 'green,black' }, { Value: 'white', Version: 2 }]);
  expect(await failure(ssm.GetParameter({ Name: '/tea/leaves:3' }))).toEqual({
    code: 'ParameterVersionNotFound',
    message:
      'Systems Manager could not find version 3 of /tea/leaves. Verify the version and try again.',
  });
});

test('a name of one part is the same with a slash and without one, and told as it was asked', async () => {
  await put({ Name: 'pot', Value: 'blue', Type: 'String' });
  for (const Name of ['pot', '/pot']) {
    expect((await ssm.GetParameter({ Name })).Parameter).toMatchObject({ Name, Value: 'blue' });
  }
  expect(await failure(put({ Name: '/pot' }))).toMatchObject({ code: 'ParameterAlreadyExists' });
  expect(await failure(ssm.GetParameter({ Name: 'tea/leaves' }))).toMatchObject({
    code: 'ValidationException',
  });
});

test('the parameters under a path are read, a page at a time', async () => {
  for (const Name of ['/tea/a', '/tea/b', '/tea/pots/a', '/teas/a', 'root']) await put({ Name });
  const names = async (Path: string, Recursive = false) => {
    const { Parameters = [] } = await ssm.GetParametersByPath({ Path, Recursive });
    return Parameters.map(({ Name }) => Name);
  };
  expect(await names('/tea')).toEqual(['/tea/a', '/tea/b']);
  expect(await names('/tea/', true)).toEqual(['/tea/a', '/tea/b', '/tea/pots/a']);
  expect(await names('/')).toEqual(['root']);
  const first = await ssm.GetParametersByPath({ Path: '/tea', MaxResults: 1 });
  const { NextToken } = first;
  expect(await ssm.GetParametersByPath({ Path: '/tea', NextToken })).toMatchObject({
    Parameters: [{ Name: '/tea/b' }],
  });
  expect(await failure(names('tea'))).toMatchObject({ code: 'ValidationException' });
});

test('several are deleted together, and those that are not there are named', async () => {
  await put();
  expect(await ssm.DeleteParameters({ Names: ['/tea/leaves', '/coffee'] })).toEqual({
    DeletedParameters: ['/tea/leaves'],
    InvalidParameters: ['/coffee'],
  });
});

test('parameters have tags, which stay as new versions come', async () => {
  const resource = { ResourceType: 'Parameter' as const, ResourceId: '/tea/leaves' };
  await put({ Tags: [{ Key: 'a', Value: '1' }] });
  await ssm.AddTagsToResource({ ...resource, Tags: [{ Key: 'b', Value: '2' }] });
  await put({ Overwrite: true });
  await ssm.RemoveTagsFromResource({ ...resource, TagKeys: ['a'] });
  expect(await ssm.ListTagsForResource(resource)).toEqual({ TagList: [{ Key: 'b', Value: '2' }] });
  const Tags = [{ Key: 'a', Value: '1' }];
  expect(await failure(put({ Overwrite: true, Tags }))).toMatchObject({
    code: 'ValidationException',
  });
  const none = ssm.ListTagsForResource({ ...resource, ResourceId: '/none' });
  expect(await failure(none)).toMatchObject({ code: 'InvalidResourceId' });
});

test('filters that are not served are refused, whatever there is', async () => {
  const filtered = (Key: string, Option?: string) =>
    failure(ssm.DescribeParameters({ ParameterFilters: [{ Key, Option, Values: ['x'] }] }));
  const code = 'NotSupportedByLocalCloud';
  expect(await filtered('KeyId')).toMatchObject({ code });
  expect(await filtered('DataType')).toMatchObject({ code });
});

test('filters choose among parameters', async () => {
  await put();
  await put({ Name: '/tea/pot', Type: 'String' });
  const names = async (...filter: [Key: string, value: string, Option?: string]) => {
    const [Key, value, Option] = filter;
    const ParameterFilters = [{ Key, Values: [value], Option }];
    const { Parameters = [] } = await ssm.DescribeParameters({ ParameterFilters });
    return Parameters.map(({ Name }) => Name);
  };
  expect(await names('Name', '/tea/pot')).toEqual(['/tea/pot']);
  expect(await names('Name', '/tea/p', 'BeginsWith')).toEqual(['/tea/pot']);
  expect(await names('Type', 'StringList')).toEqual(['/tea/leaves']);
  expect(await names('Path', '/', 'Recursive')).toEqual(['/tea/leaves', '/tea/pot']);
});

test('what is needed is permission on the parameter, by whatever name it is called', () => {
  const { GetParameter, GetParameters } = world.service.operations;
  const resource = 'arn:aws:ssm:us-east-1:123456789012:parameter/tea/leaves';
  for (const Name of ['/tea/leaves', resource]) {
    expect(GetParameter.permissions({ Name }, fakeContext())).toEqual([
      { action: 'ssm:GetParameter', resource },
    ]);
  }
  expect(GetParameters.permissions({ Names: ['/tea/leaves'] }, fakeContext())).toEqual([
    { action: 'ssm:GetParameters', resource },
  ]);
});

test('parameters are there after a load, with their versions', async () => {
  await put();
  await put({ Overwrite: true, Value: 'oolong' });
  const before = await ssm.GetParameter({ Name: '/tea/leaves' });
  const after = callable(afterLoad(world, createSSM).service);
  expect(await after.GetParameter({ Name: '/tea/leaves' })).toEqual(before);
});
