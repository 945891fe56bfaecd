import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { packaged } from './package.ts';
import { type Choices, openProject } from './project.ts';

const TEMPLATE = '{"Resources":{}}';
const silent = { out: () => {}, err: () => {}, progress: () => {} };

let root: string;
let caches: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'project-'));
  caches = mkdtempSync(join(tmpdir(), 'caches-'));
  vi.stubEnv('XDG_CACHE_HOME', caches);
});
afterEach(() => {
  vi.unstubAllEnvs();
  for (const folder of [root, caches]) rmSync(folder, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string | object>>) {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(
      join(root, name),
      typeof content === 'string' ? content : JSON.stringify(content),
    );
  }
}

const cdkStack = (id: string, environment: string, properties: object = {}) => ({
  [id]: {
    type: 'aws:cloudformation:stack',
    environment,
    properties: { templateFile: `${id}.template.json`, ...properties },
  },
});

describe('a folder without a configuration', () => {
  test.each(['serverless.yml', 'serverless.yaml', 'serverless.json', 'serverless.ts'])(
    'with %s is packaged by the framework',
    (file) => {
      write({ [file]: '' });
      expect(openProject(root)).toMatchObject({
        found: file,
        origin: { kind: 'package', packaging: { command: ['serverless', 'package'] } },
      });
    },
  );

  test.each(['template.yaml', 'template.yml', 'template.json', '.aws-sam/build/template.yaml'])(
    'with %s is deployed from it',
    (file) => {
      write({ [file]: TEMPLATE });
      expect(openProject(root)).toMatchObject({
        found: file,
        origin: { kind: 'template', template: { file: join(root, file) } },
      });
    },
  );

  test('of SAM is deployed from what was built', () => {
    write({ 'template.yaml': TEMPLATE, '.aws-sam/build/template.yaml': TEMPLATE });
    const { found, sources } = openProject(root);
    expect(found).toBe('.aws-sam/build/template.yaml');
    expect(sources).toEqual(['.aws-sam/build', '.']);
  });

  test('of the CDK is deployed from cdk.out, where the app says', () => {
    write({
      'cdk.out/manifest.json': {
        artifacts: {
          ...cdkStack('Shop', 'aws://111122223333/eu-west-1', { stackName: 'shop-prod' }),
          'Shop.assets': { type: 'cdk:asset-manifest' },
        },
      },
      'cdk.out/Shop.template.json': TEMPLATE,
    });
    expect(openProject(root).origin).toEqual({
      kind: 'template',
      template: {
        file: join(root, 'cdk.out/Shop.template.json'),
        stackName: 'shop-prod',
        region: 'eu-west-1',
        account: '111122223333',
        sources: ['cdk.out'],
      },
    });
  });

  test('with nothing to deploy is told what was looked for', () => {
    expect(() => openProject(root)).toThrow(
      expect.objectContaining({
        what: `There is nothing to deploy in ${root}`,
        why: expect.stringContaining('serverless.yml'),
      }),
    );
  });

  test('with a CDK app that was not synthesised is told to do so', () => {
    write({ 'cdk.json': '{}' });
    expect(() => openProject(root)).toThrow(
      expect.objectContaining({ fix: expect.stringContaining('cdk synth') }),
    );
  });

  test('with two things to deploy asks which', () => {
    write({ 'serverless.yml': '', 'template.yaml': TEMPLATE });
    expect(() => openProject(root)).toThrow(
      expect.objectContaining({ why: 'serverless.yml\ntemplate.yaml', exitCode: 2 }),
    );
    expect(openProject(root, { template: 'template.yaml' }).origin.kind).toBe('template');
  });
});

test.each(['template.yml', 'template.json'])('template.yaml and %s: asks which', (other) => {
  write({ 'template.yaml': TEMPLATE, [other]: TEMPLATE });
  expect(() => openProject(root)).toThrow(
    expect.objectContaining({ why: `template.yaml\n${other}`, exitCode: 2 }),
  );
});

describe('several stacks of the CDK', () => {
  beforeEach(() =>
    write({
      'cdk.out/manifest.json': {
        artifacts: {
          ...cdkStack('One', 'aws://unknown-account/unknown-region'),
          stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-stage' } },
        },
      },
      'cdk.out/One.template.json': TEMPLATE,
      'cdk.out/assembly-stage/manifest.json': {
        artifacts: cdkStack('Two', 'aws://unknown-account/unknown-region'),
      },
      'cdk.out/assembly-stage/Two.template.json': TEMPLATE,
    }),
  );

  test('are listed where none is chosen', () => {
    expect(() => openProject(root)).toThrow(
      expect.objectContaining({ fix: 'Choose one with --stack: One, Two' }),
    );
    expect(() => openProject(root, { stack: 'Three' })).toThrow('holds no stack "Three"');
  });

  test('are chosen from by name, in stages too', () => {
    const { origin } = openProject(root, { stack: 'Two' });
    expect(origin).toMatchObject({
      template: { file: join(root, 'cdk.out/assembly-stage/Two.template.json') },
    });
  });
});

describe('local-cloud.config.json', () => {
  test.each([
    [{ colour: 'red' }, 'colour'],
    [{ region: 'Mars' }, 'region'],
    [{ account: '12' }, 'account'],
    [{ parameters: { A: ['1'] } }, 'parameters.A'],
    [{ stack: '1st' }, 'stack'],
    [{ package: { sources: [] } }, 'package.sources'],
    [{ package: { sauces: [] } }, 'sauces'],
    [{ runners: { lambda: 'a.ts' } }, 'lambda'],
    [{ runners: { ecs: 'a.ts' } }, 'runners.ecs'],
  ])('%j is refused by the name of the key', (config, key) => {
    write({ 'local-cloud.config.json': config, 'template.yaml': TEMPLATE });
    expect(() => openProject(root)).toThrow(
      expect.objectContaining({ why: expect.stringContaining(key) }),
    );
  });

  test.each([
    ['region', 'mars', 'A region is written as eu-west-1 is.'],
    ['account', '12', 'An account has 12 digits.'],
    ['stack', '1st', 'a letter first'],
  ])('--%s %s is refused by the name of the option', (option, value, why) => {
    write({ 'template.yaml': TEMPLATE });
    expect(() => openProject(root, { [option]: value })).toThrow(
      expect.objectContaining({
        what: `--${option} ${value} is not right`,
        why: expect.stringContaining(why),
        exitCode: 2,
      }),
    );
  });

  test('names either a template or how it is packaged', () => {
    write({ 'local-cloud.config.json': { template: 'a.yaml', package: {} } });
    expect(() => openProject(root)).toThrow('both "template" and "package"');
  });

  test('names runners, by their paths from it', async () => {
    write({
      'local-cloud.config.json': {
        template: 'a.json',
        runners: { ecs: { pack: 'runners/pack.ts' } },
      },
      'a.json': TEMPLATE,
    });
    expect(() => openProject(root)).toThrow('The runner runners/pack.ts is not there');
    write({ 'runners/pack.ts': '' });
    const made = await packaged(openProject(root), silent, { build: true });
    expect(made.runners.ecs).toEqual({ pack: join(root, 'runners/pack.ts') });
  });

  test('goes after what the command line says', async () => {
    write({
      'local-cloud.config.json': {
        template: 'shop.json',
        region: 'eu-west-1',
        account: '111122223333',
        parameters: { A: '1', B: 2 },
      },
      'shop.json': TEMPLATE,
    });
    const choices: Choices = { region: 'us-west-2', stack: 'mine', parameters: { A: '3' } };
    const made = await packaged(openProject(root, choices), silent, { build: true });
    expect(made).toMatchObject({
      stackName: 'mine',
      region: 'us-west-2',
      accountId: '111122223333',
      parameters: { A: '3', B: '2' },
    });
  });
});

describe('a package', () => {
  const state = (provider: object) => ({ service: { service: 'shop', provider } });
  const project = (files: Readonly<Record<string, string | object>>, config: object = {}) => {
    write({
      'local-cloud.config.json': { package: { command: ['true'], output: 'out', ...config } },
      'out/cloudformation-template-update-stack.json': TEMPLATE,
    });
    write(Object.fromEntries(Object.entries(files).map(([name, file]) => [`out/${name}`, file])));
    return packaged(openProject(root), silent, { build: true });
  };

  test.each([
    [{ stackName: 'own', stage: 'prod' }, 'own'],
    [{ stage: 'prod' }, 'shop-prod'],
    [{}, 'shop-dev'],
  ])('with the provider %j is the stack %s', async (provider, stackName) => {
    const made = await project({ 'serverless-state.json': state(provider) });
    expect(made.stackName).toBe(stackName);
  });

  test('is deployed to the region its framework says', async () => {
    const made = await project({ 'serverless-state.json': state({ region: 'eu-north-1' }) });
    expect(made.region).toBe('eu-north-1');
  });

  test('is kept outside of the project, whose framework may package all that lies there', async () => {
    const before = readdirSync(root);
    const made = await project({ 'serverless-state.json': state({}) });
    expect(made.templateFile.startsWith(join(caches, 'local-cloud'))).toBe(true);
    const own = ['local-cloud.config.json', 'out'];
    expect(readdirSync(root).filter((name) => !before.includes(name))).toEqual(own);
  });

  test('that cannot be kept is told why', async () => {
    write({ file: '' });
    vi.stubEnv('XDG_CACHE_HOME', join(root, 'file'));
    const promise = project({ 'serverless-state.json': state({}) });
    await expect(promise).rejects.toThrow('There is no place to keep the package');
  });

  test('without a record of the framework needs a name', async () => {
    await expect(project({})).rejects.toMatchObject({
      what: 'The stack has no name',
      fix: expect.stringContaining('--stack'),
    });
    write({
      'local-cloud.config.json': { stack: 'named', package: { command: ['true'], output: 'out' } },
    });
    const made = await packaged(openProject(root), silent, { build: true });
    expect(made.stackName).toBe('named');
  });

  test('that has no template is told with what there is', async () => {
    await expect(project({ 'x.json': '{}' }, { template: 'y.json' })).rejects.toMatchObject({
      what: 'The package has no y.json',
      why: expect.stringContaining('x.json'),
    });
  });

  test('whose command is not installed says so', async () => {
    write({ 'local-cloud.config.json': { package: { command: ['no-such-program'] } } });
    const promise = packaged(openProject(root), silent, { build: true });
    await expect(promise).rejects.toThrow('`no-such-program` could not be started');
  });

  test('whose command wants an option says where it is given', async () => {
    const says = `console.log('Value not found at "opt" source'); process.exit(1)`;
    const command = [process.execPath, '-e', says];
    write({ 'local-cloud.config.json': { package: { command } } });
    const promise = packaged(openProject(root), silent, { build: true });
    await expect(promise).rejects.toMatchObject({
      fix: expect.stringContaining('"--stage","local"] } in local-cloud.config.json'),
    });
  });

  test('cannot be narrowed to a workflow unless the project says how', async () => {
    write({ 'local-cloud.config.json': { package: { command: ['true'] } } });
    const wanted = { workflow: 'shop', build: true };
    await expect(packaged(openProject(root), silent, wanted)).rejects.toThrow('one workflow');
  });
});

test('the stack of a plain template is named after its folder', () => {
  write({ 'My shop_2/template.yaml': TEMPLATE });
  const { origin } = openProject(join(root, 'My shop_2'));
  expect(origin).toMatchObject({ template: { stackName: 'My-shop-2' } });
});
