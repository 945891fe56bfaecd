import { zipSync } from 'fflate';
import { beforeEach, describe, expect, test } from 'vitest';
import { zip } from '../../function-host/testing.ts';
import { afterLoad, lambdaCloud, ROLE } from './testing.ts';

const ARN = 'arn:aws:lambda:us-east-1:123456789012:layer:beans';
const archive = (text: string) => zip({ 'nodejs/node_modules/beans/index.js': text });

let lambda: Awaited<ReturnType<typeof lambdaCloud>>;
beforeEach(async () => {
  lambda = await lambdaCloud();
});

const publish = (text: string, input: object = {}) =>
  lambda.call<{ LayerVersionArn: string; Content: object }>('PublishLayerVersion', {
    LayerName: 'beans',
    Content: { ZipFile: archive(text) },
    ...input,
  });
const remove = (VersionNumber: number) =>
  lambda.call('DeleteLayerVersion', { LayerName: 'beans', VersionNumber });
/** The archives that the last invocation ran with. */
const run = async () => {
  await lambda.call('Invoke', { FunctionName: 'fn' });
  return lambda.host.runs.at(-1)!.fn.layers.map(({ code }) => Buffer.from(code.read()));
};

describe('a layer', () => {
  test('has versions from 1, each told with where its files are', async () => {
    const described = {
      Description: 'Beans',
      CompatibleRuntimes: ['nodejs24.x'],
      CompatibleArchitectures: ['arm64'],
      LicenseInfo: 'MIT',
    };
    const first = await publish('1', described);
    expect(first).toMatchObject({
      ...described,
      LayerArn: ARN,
      LayerVersionArn: `${ARN}:1`,
      Version: 1,
      CreatedDate: '2030-01-01T00:00:00.000+0000',
      Content: { CodeSize: archive('1').length, CodeSha256: expect.stringMatching(/=$/) },
    });
    expect(await publish('2', { LayerName: ARN })).toMatchObject({ Version: 2, Description: '' });
    const linked = { ...first, Content: { ...first.Content, Location: expect.any(String) } };
    for (const LayerName of ['beans', ARN]) {
      expect(await lambda.call('GetLayerVersion', { LayerName, VersionNumber: 1 })).toEqual(linked);
    }
    expect(await lambda.call('GetLayerVersionByArn', { Arn: `${ARN}:1` })).toEqual(linked);
  });

  test('is listed with its newest version that is wanted, and its versions newest first', async () => {
    await publish('1', { CompatibleRuntimes: ['nodejs22.x'] });
    await publish('2', { CompatibleRuntimes: ['nodejs24.x'] });
    await publish('a', { LayerName: 'apples' });
    const newest = async (input: object = {}) => {
      const { Layers } = await lambda.call<{
        Layers: { LayerName: string; LatestMatchingVersion: { Version: number } }[];
      }>('ListLayers', input);
      return Layers.map(({ LayerName, LatestMatchingVersion: { Version } }) => [
        LayerName,
        Version,
      ]);
    };
    expect(await newest()).toEqual([
      ['apples', 1],
      ['beans', 2],
    ]);
    expect(await newest({ CompatibleRuntime: 'nodejs22.x' })).toEqual([['beans', 1]]);
    expect(await newest({ CompatibleArchitecture: 'arm64' })).toEqual([]);
    const page = await lambda.call('ListLayerVersions', { LayerName: 'beans', MaxItems: 1 });
    expect(page).toMatchObject({ LayerVersions: [{ LayerVersionArn: `${ARN}:2` }] });
    const rest = { LayerName: 'beans', Marker: page.NextMarker };
    expect(await lambda.call('ListLayerVersions', rest)).toMatchObject({
      LayerVersions: [{ Version: 1 }],
      NextMarker: undefined,
    });
  });

  test('that is deleted stays with the functions that have it, and its number is not used again', async () => {
    await publish('1');
    await lambda.create({ Layers: [`${ARN}:1`] });
    await remove(1);
    await remove(1);
    await expect(
      lambda.call('GetLayerVersion', { LayerName: 'beans', VersionNumber: 1 }),
    ).rejects.toMatchObject({ code: 'ResourceNotFoundException', status: 404 });
    expect(await lambda.call('ListLayers', {})).toMatchObject({ Layers: [] });
    await lambda.call('UpdateFunctionConfiguration', { FunctionName: 'fn', Timeout: 9 });
    await lambda.call('UpdateFunctionCode', {
      FunctionName: 'fn',
      ZipFile: zip({ 'index.js': '' }),
    });
    expect(await run()).toEqual([Buffer.from(archive('1'))]);
    await expect(lambda.create({ FunctionName: 'other', Layers: [`${ARN}:1`] })).rejects.toThrow(
      `Layer version ${ARN}:1 does not exist.`,
    );
    expect(await publish('2')).toMatchObject({ Version: 2 });
  });

  test('of another account, or with an extension, is refused with what to do', async () => {
    const Layers = ['arn:aws:lambda:us-east-1:210987654321:layer:tea:3'];
    await expect(lambda.create({ Layers })).rejects.toMatchObject({
      code: 'NotSupportedByLocalCloud',
      message: expect.stringMatching(
        /no layer of another account.*layer:tea:3.*"leaveOut": \[":layer:tea"\]/,
      ),
    });
    const Content = { ZipFile: zip({ 'extensions/watch': '' }) };
    await expect(publish('', { Content })).rejects.toMatchObject({
      code: 'NotSupportedByLocalCloud',
      message: expect.stringContaining('extensions/watch in the layer is one'),
    });
    const LayerName = 'arn:aws:lambda:us-east-1:210987654321:layer:tea';
    const notFound = { code: 'ResourceNotFoundException' };
    await expect(lambda.call('ListLayerVersions', { LayerName })).rejects.toMatchObject(notFound);
    await expect(
      lambda.call('GetLayerVersion', { LayerName, VersionNumber: 3 }),
    ).rejects.toMatchObject(notFound);
  });
});

describe('a function', () => {
  test('runs with its layers, and those of a version stay', async () => {
    await publish('1');
    await publish('2');
    const made = await lambda.create({ Layers: [`${ARN}:1`], Publish: true });
    expect(made.Layers).toEqual([{ Arn: `${ARN}:1`, CodeSize: archive('1').length }]);
    await lambda.call('UpdateFunctionConfiguration', { FunctionName: 'fn', Layers: [`${ARN}:2`] });
    expect(await run()).toEqual([Buffer.from(archive('2'))]);
    await lambda.call('Invoke', { FunctionName: 'fn', Qualifier: '1' });
    expect(lambda.host.runs.at(-1)!.fn.layers[0]!.code.read()).toEqual(archive('1'));
    await lambda.call('UpdateFunctionConfiguration', { FunctionName: 'fn', Layers: [] });
    expect(await run()).toEqual([]);
  });

  test('has five layers at most, and one version of each', async () => {
    await publish('1');
    await publish('2');
    await expect(lambda.create({ Layers: [`${ARN}:1`, `${ARN}:2`] })).rejects.toThrow(
      `${ARN}:1 and ${ARN}:2 are versions of the same layer.`,
    );
    const arns = Array.from({ length: 6 }, (_, n) => `${ARN}-${n}:1`);
    await expect(lambda.create({ Layers: arns })).rejects.toMatchObject({
      code: 'InvalidParameterValueException',
      message: expect.stringContaining('at most 5 layers, and here are 6'),
    });
  });

  test('has 250 MB at most together with its layers', async () => {
    const large = new Uint8Array(130 * 2 ** 20);
    const ZipFile = zipSync({ 'index.mjs': large }, { level: 1 });
    await publish('', { Content: { ZipFile } });
    const most =
      'Function code combined with layers exceeds the maximum allowed size of 262144000 bytes.';
    const actual = `The actual size is ${2 * large.length} bytes.`;
    await expect(lambda.create({ Code: { ZipFile }, Layers: [`${ARN}:1`] })).rejects.toThrow(
      `${most} ${actual}`,
    );
    await lambda.create({ Layers: [`${ARN}:1`] });
    await expect(
      lambda.call('UpdateFunctionCode', { FunctionName: 'fn', ZipFile }),
    ).rejects.toThrow(`${most} ${actual}`);
    await lambda.create({ FunctionName: 'large', Code: { ZipFile } });
    await expect(
      lambda.call('UpdateFunctionConfiguration', { FunctionName: 'large', Layers: [`${ARN}:1`] }),
    ).rejects.toThrow(most);
  });

  test.each([
    ['lambda:UpdateFunctionConfiguration', false],
    [['lambda:UpdateFunctionConfiguration', 'lambda:GetLayerVersion'], true],
  ])('is given layers by a role that may %j: %j', async (actions, may) => {
    lambda = await lambdaCloud(actions);
    await publish('1');
    await lambda.create();
    const arn = 'arn:aws:sts::123456789012:assumed-role/worker/me';
    const input = { FunctionName: 'fn', Layers: [`${ARN}:1`] };
    const given = lambda.cloud.call<object>(
      { kind: 'role', arn, roleArn: ROLE },
      'Lambda',
      'UpdateFunctionConfiguration',
      input,
    );
    if (may) expect(await given).toMatchObject({ Layers: [{ Arn: `${ARN}:1` }] });
    else await expect(given).rejects.toThrow(`lambda:GetLayerVersion on resource: ${ARN}:1`);
  });

  test('has its layers after a load', async () => {
    await publish('1');
    await publish('2');
    await remove(2);
    await lambda.create({ Layers: [`${ARN}:1`] });
    const before = await lambda.call('GetFunctionConfiguration', { FunctionName: 'fn' });
    const after = await afterLoad(lambda.cloud);
    expect(await after.call('GetFunctionConfiguration', { FunctionName: 'fn' })).toEqual(before);
    await after.call('Invoke', { FunctionName: 'fn' });
    expect(Buffer.from(after.host.runs[0]!.fn.layers[0]!.code.read())).toEqual(
      Buffer.from(archive('1')),
    );
    const next = { LayerName: 'beans', Content: { ZipFile: archive('3') } };
    expect(await after.call('PublishLayerVersion', next)).toMatchObject({ Version: 3 });
  });
});
