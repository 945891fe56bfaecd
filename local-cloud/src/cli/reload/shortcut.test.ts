import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { type Package, packaged } from '../package.ts';
import { openProject, type Project } from '../project.ts';
import { Shortcut } from './shortcut.ts';

const TERMINAL = { out: () => {}, err: () => {}, progress: () => {} };

/** What a framework does: it bundles functions, and writes a template and its record of all. */
const FRAMEWORK = `
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { buildSync } from 'esbuild';
import { zipSync } from 'fflate';

const bundled = (name) => {
  const { outputFiles } = buildSync({
    entryPoints: ['functions/' + name + '.ts'], outbase: '.', outdir: '.', write: false,
    outExtension: { '.js': '.mjs' }, platform: 'node', bundle: true, format: 'esm',
    minify: true, sourcemap: 'linked', sourcesContent: false,
  });
  const files = outputFiles.map(({ path, contents }) => [path.slice(process.cwd().length + 1), contents]);
  writeFileSync('out/' + name + '.zip', zipSync(Object.fromEntries(files)));
  return {
    Type: 'AWS::Lambda::Function',
    Properties: { Handler: 'functions/' + name + '.handler', Code: { S3Key: Date.now() + '/' + name + '.zip' } },
  };
};
const machine = (property, file, read) => ({
  Type: 'AWS::StepFunctions::StateMachine',
  Properties: { [property]: read(readFileSync('machines/' + file + '.asl.json', 'utf8')) },
});

mkdirSync('out', { recursive: true });
const Resources = {
  Boil: bundled('boil'), Pour: bundled('pour'),
  Tea: machine('Definition', 'tea', JSON.parse),
  Milk: machine('DefinitionString', 'milk', String),
  One: machine('Definition', 'shared', JSON.parse),
  Other: machine('Definition', 'shared', JSON.parse),
};
writeFileSync('out/template.json', JSON.stringify({ Resources }));
const esbuild = { bundle: true, format: 'esm', minify: true, sourcemap: { type: 'linked' }, sourcesContent: false };
const service = { service: 'tea', provider: {}, initialServerlessConfig: { build: { esbuild } } };
writeFileSync('out/state.json', JSON.stringify({ service }));
`;

const degrees = (most: number) =>
  `export function degrees(of: string): number {\n  return of === 'cup' ? ${most} : 0;\n}\n`;

const definition = (Comment: string) =>
  JSON.stringify({ Comment, StartAt: 'Go', States: { Go: { Type: 'Pass', End: true } } }, null, 2);

const FILES = {
  'functions/boil.ts':
    "import { degrees } from './degrees.ts';\nexport const handler = async (): Promise<number> => degrees('cup');\n",
  'functions/pour.ts': 'export const handler = async () => "poured";\n',
  'functions/degrees.ts': degrees(100),
  'machines/tea.asl.json': definition('Tea for ${Guests}'),
  'machines/milk.asl.json': definition('Milk'),
  'machines/shared.asl.json': definition('Shared'),
  'notes.json': '{}',
  'framework.mjs': FRAMEWORK,
  'package.json': '{ "type": "module" }',
};

let folder: string;
let project: Project;
let deployed: Package;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'shortcut-'));
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'caches'));
  const root = join(folder, 'project');
  const config = {
    package: {
      command: [process.execPath, 'framework.mjs'],
      output: 'out',
      template: 'template.json',
      state: 'state.json',
      sources: ['functions', 'machines', 'notes.json', 'framework.mjs'],
    },
  };
  const all = { ...FILES, 'local-cloud.config.json': JSON.stringify(config) };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  const esbuild = createRequire(import.meta.url).resolve('esbuild/package.json');
  symlinkSync(dirname(dirname(esbuild)), join(root, 'node_modules'));
  project = openProject(root);
  deployed = await packaged(project, TERMINAL, { build: true });
});

afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** A shortcut from what is deployed, and what it takes of these files as they are written now. */
async function edit(files: Record<string, string>, from: Package = deployed) {
  const shortcut = new Shortcut(project, from);
  onTestFinished(async () => {
    await shortcut.close();
    for (const name of Object.keys(files)) {
      const before = (FILES as Record<string, string>)[name];
      if (before === undefined) rmSync(join(project.root, name));
      else writeFileSync(join(project.root, name), before);
    }
  });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(project.root, name), text);
  return { shortcut, taken: await shortcut.take(Object.keys(files)) };
}

/** What is in the zip of a function. */
function codeIn({ template, artifact }: Package, logicalId: string): Record<string, string> {
  const { Code } = template.Resources[logicalId]!.Properties as { Code: { S3Key: string } };
  const files = Object.entries(unzipSync(artifact(Code.S3Key)));
  return Object.fromEntries(files.map(([name, bytes]) => [name, Buffer.from(bytes).toString()]));
}

const propertiesOf = (made: Package, logicalId: string): JsonObject =>
  made.template.Resources[logicalId]!.Properties;

describe('an edited definition', () => {
  test('takes the place of the one before, as object and as text, in nothing else', async () => {
    const [tea, milk] = [definition('Green tea for ${Guests}'), definition('Oat milk')];
    const { taken } = await edit({ 'machines/tea.asl.json': tea, 'machines/milk.asl.json': milk });
    expect(propertiesOf(taken!, 'Tea')).toEqual({ Definition: JSON.parse(tea) });
    expect(propertiesOf(taken!, 'Milk')).toEqual({ DefinitionString: milk });
    const { Tea: _, Milk: __, ...others } = taken!.template.Resources;
    expect(deployed.template.Resources).toMatchObject(others);
  });

  test('is taken again after it was taken', async () => {
    const { shortcut } = await edit({ 'machines/tea.asl.json': definition('First') });
    writeFileSync(join(project.root, 'machines/tea.asl.json'), definition('Second'));
    const taken = await shortcut.take(['machines/tea.asl.json']);
    expect(propertiesOf(taken!, 'Tea')).toMatchObject({ Definition: { Comment: 'Second' } });
  });

  test.each([
    ['is half written', 'machines/tea.asl.json', '{ "Comment": "Te'],
    ['has a variable that it had not', 'machines/tea.asl.json', definition('${file(tea.txt)}')],
    ['belongs to two state machines', 'machines/shared.asl.json', definition('Other')],
    ['is none', 'notes.json', definition('Notes')],
  ])('is left to packaging where it %s', async (_, file, text) => {
    expect((await edit({ [file]: text })).taken).toBeUndefined();
  });
});

describe('an edited handler', () => {
  test('is bundled as it is packaged, byte for byte, and no other', async () => {
    const files = { 'functions/boil.ts': `${FILES['functions/boil.ts']}export const more = 7;\n` };
    const { taken } = await edit(files);
    expect(codeIn(taken!, 'Pour')).toEqual(codeIn(deployed, 'Pour'));
    const made = await packaged(project, TERMINAL, { build: true });
    expect(codeIn(taken!, 'Boil')).toEqual(codeIn(made, 'Boil'));
    expect(codeIn(made, 'Boil')).not.toEqual(codeIn(deployed, 'Boil'));
  });

  test('runs with what it imports as it is now', async () => {
    const { taken } = await edit({ 'functions/degrees.ts': degrees(85) });
    const file = join(folder, 'boil.mjs');
    writeFileSync(file, codeIn(taken!, 'Boil')['functions/boil.mjs']!);
    const call = `import { handler } from ${JSON.stringify(file)}; console.log(await handler());`;
    const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', call]);
    expect(printed.toString()).toBe('85\n');
  });

  test.each([
    ['it does not compile', { 'functions/boil.ts': 'export const handler = ;' }],
    ['a file comes with it that nothing was made from', { 'functions/new.ts': 'export {};' }],
    ['it is no part of a bundle', { 'framework.mjs': `${FRAMEWORK}\n` }],
  ])('is left to packaging where %s', async (_, files) => {
    expect((await edit({ ...files, 'functions/pour.ts': 'export {};' })).taken).toBeUndefined();
  });

  test('stays deployed when the same is packaged; another has the last word', async () => {
    const { shortcut, taken } = await edit({
      'functions/degrees.ts': 'export const degrees = 85;\n',
    });
    const made = await packaged(project, TERMINAL, { build: true });
    const { Code } = propertiesOf(made, 'Boil') as { Code: { S3Key: string } };
    const zip = (one: Package) => one.artifact(Code.S3Key);
    const settled = shortcut.settle(made);
    const before = propertiesOf(taken!, 'Boil') as { Code: { S3Key: string } };
    expect(zip(settled)).toBe(taken!.artifact(before.Code.S3Key));
    expect(zip(shortcut.settle(deployed))).toEqual(
      readFileSync(join(dirname(deployed.templateFile), 'boil.zip')),
    );
  });
});
