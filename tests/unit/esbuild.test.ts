import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { unzipSync } from 'fflate';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import EsbuildPlugin, { type Framework } from '../../serverless/esbuild.ts';
import { temporaryFolder } from './temporary-folder.ts';

vi.mock('esbuild', async (original) => {
  const real = await original<typeof import('esbuild')>();
  return { ...real, build: vi.fn(real.build) };
});

class FrameworkError extends Error {
  readonly code: string;
  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

const FILES = {
  'functions/tea/boil-water.ts':
    "import { S3Client } from '@aws-sdk/client-s3';\nimport { degrees } from '../kit/degrees.ts';\n" +
    'export const handler = async () => [degrees, S3Client.name];\n',
  'functions/tea/pour.ts': 'export const handler = async () => 1;\n',
  'functions/kit/degrees.ts': 'export const degrees: number = 100;\n',
};

function framework(serviceDir: string, functions: Record<string, string>, esbuild: object = {}) {
  const defineTopLevelProperty = vi.fn();
  const definitions = Object.entries(functions).map(([name, handler]) => [name, { handler }]);
  return {
    serviceDir,
    configurationInput: { build: { esbuild: { format: 'esm', target: 'node24', ...esbuild } } },
    service: { functions: Object.fromEntries(definitions) },
    configSchemaHandler: { defineTopLevelProperty },
    classes: { Error: FrameworkError },
  } satisfies Framework;
}

const BOIL = { boilWater: 'functions/tea/boil-water.handler' };

async function packaged(host: Framework): Promise<Record<string, Record<string, string>>> {
  await new EsbuildPlugin(host).hooks['before:package:createDeploymentArtifacts']!();
  const zips = Object.entries(host.service.functions).map(([name, definition]) => {
    const entries = unzipSync(readFileSync(join(host.serviceDir, definition.package!.artifact!)));
    const texts = Object.entries(entries).map(([file, bytes]) => [
      file,
      new TextDecoder().decode(bytes),
    ]);
    return [name, Object.fromEntries(texts)];
  });
  return Object.fromEntries(zips);
}

test('each function gets a zip of its own: its bundle where the handler says, and the map', async () => {
  const functions = { ...BOIL, pour: 'functions/tea/pour.handler' };
  const zips = await packaged(framework(temporaryFolder(FILES), functions));
  expect(Object.keys(zips.boilWater!)).toEqual([
    'functions/tea/boil-water.mjs',
    'functions/tea/boil-water.mjs.map',
  ]);
  expect(Object.keys(zips.pour!)).toEqual(['functions/tea/pour.mjs', 'functions/tea/pour.mjs.map']);
});

test('however many functions there are, a few at a time are bundled', async () => {
  const numbers = Array.from({ length: 9 }, (_, number) => number);
  const files = numbers.map((n) => [
    `functions/tea/f${n}.ts`,
    `export const handler = () => ${n};`,
  ]);
  const functions = numbers.map((n) => [`f${n}`, `functions/tea/f${n}.handler`]);
  const folder = temporaryFolder(Object.fromEntries(files));
  vi.mocked(build).mockClear();
  const zips = await packaged(framework(folder, Object.fromEntries(functions)));
  expect(numbers.map((n) => Object.keys(zips[`f${n}`]!)[0])).toEqual(
    numbers.map((n) => `functions/tea/f${n}.mjs`),
  );
  const atOnce = vi.mocked(build).mock.calls.map(([{ entryPoints }]) => entryPoints as string[]);
  expect(Math.max(...atOnce.map(({ length }) => length))).toBeLessThanOrEqual(4);
});

test('own modules are bundled, and the SDK is left to the runtime', async () => {
  const zips = await packaged(framework(temporaryFolder(FILES), BOIL));
  const code = zips.boilWater!['functions/tea/boil-water.mjs'];
  expect(code).toContain('100');
  expect(code).toMatch(/from ?"@aws-sdk\/client-s3"/);
  expect(code).toContain('//# sourceMappingURL=boil-water.mjs.map');
});

test("esbuild's own options in the block are honoured", async () => {
  const options = { minify: true, sourcemap: false, define: { 'process.env.STAGE': '"x"' } };
  const zips = await packaged(framework(temporaryFolder(FILES), BOIL, options));
  expect(Object.keys(zips.boilWater!)).toEqual(['functions/tea/boil-water.mjs']);
  expect(zips.boilWater!['functions/tea/boil-water.mjs']).not.toContain('\n  ');
});

test('the same sources give the same bytes, wherever and whenever they are packaged', async () => {
  const bytes = async () => {
    const host = framework(temporaryFolder(FILES), BOIL);
    await packaged(host);
    return readFileSync(join(host.serviceDir, '.serverless/boilWater.zip'));
  };
  const before = await bytes();
  vi.stubEnv('TZ', 'Pacific/Auckland');
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(await bytes()).toEqual(before);
});

describe('of a service with packages, what was bundled before', () => {
  const PACKAGES = { ...FILES, 'node_modules/.package-lock.json': '{}' };
  const KETTLE = "import '../kit/degrees.ts';\nexport const handler = async () => 1;\n";

  /** Whatever time the file system tells, its files are of before. */
  function waitAMinute() {
    vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
  }

  /** A service that was packaged once; gives how many of its functions are bundled next. */
  async function again(files: Record<string, string>, esbuild: object = {}) {
    const folder = temporaryFolder({ ...PACKAGES, 'functions/tea/kettle.ts': KETTLE });
    const functions = { ...BOIL, kettle: 'functions/tea/kettle.handler', pour: POUR };
    waitAMinute();
    await packaged(framework(folder, functions));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    vi.mocked(build).mockClear();
    const zips = await packaged(framework(folder, functions, esbuild));
    const bundled = vi
      .mocked(build)
      .mock.calls.flatMap(([{ entryPoints }]) => entryPoints as string[]);
    return { zips, bundled };
  }

  const POUR = 'functions/tea/pour.handler';
  const [boil, kettle, pour] = ['boil-water', 'kettle', 'pour'].map(
    (it) => `functions/tea/${it}.ts`,
  );

  test('is used again as long as nothing has changed', async () => {
    const { zips, bundled } = await again({});
    expect(bundled).toEqual([]);
    expect(zips.boilWater!['functions/tea/boil-water.mjs']).toContain('100');
  });

  test('is bundled anew where a file of it has changed, be it used or not', async () => {
    const degrees = { 'functions/kit/degrees.ts': 'export const degrees: number = 99;\n' };
    const { zips, bundled } = await again(degrees);
    expect(bundled).toEqual([boil, kettle]);
    expect(zips.boilWater!['functions/tea/boil-water.mjs']).toContain('99');
  });

  test.each([
    ['other packages are installed', { 'node_modules/.package-lock.json': '{"a":1}' }],
    ['the service says otherwise how they are resolved', { 'tsconfig.json': '{}' }],
  ])('is bundled anew where %s', async (_, files) => {
    expect((await again(files)).bundled).toEqual([boil, kettle, pour]);
  });

  test('is bundled anew with other options', async () => {
    expect((await again({}, { minify: true })).bundled).toEqual([boil, kettle, pour]);
  });

  test('is bundled anew where what was kept of it is not whole', async () => {
    const folder = temporaryFolder(PACKAGES);
    const host = () => framework(folder, { pour: POUR });
    waitAMinute();
    await packaged(host());
    const kept = join(folder, 'node_modules/.cache/bundles');
    const names = readdirSync(kept);
    expect(names).toHaveLength(1);
    for (const name of names) writeFileSync(join(kept, name), '{"inputs":{');
    const zips = await packaged(host());
    expect(zips.pour!['functions/tea/pour.mjs']).toContain('1');
  });

  test('is not used again where a file was written while it was bundled', async () => {
    const folder = temporaryFolder(PACKAGES);
    const host = () => framework(folder, { pour: POUR });
    vi.mocked(build).mockImplementationOnce(async (options) => {
      const { build: real } = await vi.importActual<typeof import('esbuild')>('esbuild');
      const made = await real(options);
      writeFileSync(join(folder, pour!), 'export const handler = async () => 2;\n');
      return made as never;
    });
    await packaged(host());
    const zips = await packaged(host());
    expect(zips.pour!['functions/tea/pour.mjs']).toContain('2');
  });
});

test('code that does not compile is an error with file and line, and no zip', async () => {
  const host = framework(
    temporaryFolder({ ...FILES, 'functions/kit/degrees.ts': 'export const degrees = ;' }),
    BOIL,
  );
  await expect(packaged(host)).rejects.toMatchObject({
    code: 'ESBUILD_FAILED',
    message: 'Cannot bundle the functions.\nfunctions/kit/degrees.ts:1: Unexpected ";"',
  });
  expect(host.service.functions.boilWater).toEqual({ handler: BOIL.boilWater });
});

test('a handler whose file is missing is named', async () => {
  const host = framework(temporaryFolder(FILES), { stir: 'functions/tea/stir.handler' });
  await expect(packaged(host)).rejects.toThrow('functions/tea/stir.ts');
});

test('osls is told that there is a build block', () => {
  const host = framework('/service', {});
  new EsbuildPlugin(host);
  expect(host.configSchemaHandler.defineTopLevelProperty).toHaveBeenCalledWith('build', {
    type: 'object',
  });
});

test('Serverless v4 bundles by itself: there the plugin stands aside', () => {
  const host = framework('/service', {});
  const schema = { ...host.configSchemaHandler, defineBuildProperty: () => undefined };
  expect(new EsbuildPlugin({ ...host, configSchemaHandler: schema }).hooks).toEqual({});
  expect(schema.defineTopLevelProperty).not.toHaveBeenCalled();
});
