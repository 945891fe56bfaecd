import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from 'local-cloud';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { withoutRepeatedAnchors } from '../../copy/anchors.ts';
import { copyWorkflow, type Pack } from '../../copy/copy-workflow.ts';
import { importClosure } from '../../copy/imports.ts';
import { localCloudConfig, runnerFiles, runnersOf } from '../../copy/local-cloud-config.ts';
import { pageFor } from '../../copy/pages.ts';
import { projectFiles } from '../../copy/project-files.ts';
import { compose, SHORT_FORMS } from '../../serverless/compose.ts';
import { read, root, slugs } from '../project.ts';
import { temporaryFolder } from './temporary-folder.ts';

const projects = new Map(
  slugs.map((slug) => {
    const files = projectFiles(root, slug, 'vendor/local-cloud.tgz');
    return [slug, new Map([...files].map(([path, content]) => [path, String(content)]))];
  }),
);
const textOf = (slug: string, path: string) => projects.get(slug)!.get(path)!;
const pathsOf = (slug: string) => [...projects.get(slug)!.keys()];

const pack: Pack = (_, folder) => writeFileSync(join(folder, 'local-cloud.tgz'), 'packed');

/** Everything below a folder, as paths from it. */
const below = (folder: string) => readdirSync(folder, { recursive: true }).map(String).sort();

describe('the folder', () => {
  test('may be new, with folders above it that are new too', () => {
    const folder = temporaryFolder({});
    copyWorkflow(root, 'bank-account', join(folder, 'a/b'), pack);
    expect(readFileSync(join(folder, 'a/b/vendor/local-cloud.tgz'), 'utf8')).toBe('packed');
    expect(below(join(folder, 'a/b'))).toEqual(expect.arrayContaining(pathsOf('bank-account')));
    expect(statSync(join(folder, 'a/b')).mode).toBe(statSync(join(folder, 'a')).mode);
  });

  test('may be empty', () => {
    const folder = temporaryFolder({});
    mkdirSync(join(folder, 'empty'));
    copyWorkflow(root, 'bank-account', join(folder, 'empty'), pack);
    expect(readdirSync(join(folder, 'empty'))).toContain('serverless.yml');
    expect(readdirSync(folder)).toEqual(['empty']);
  });

  test.each([
    ['a folder that is not empty', { 'mine/notes.txt': 'mine' }],
    ['a file', { mine: 'mine' }],
  ])('is refused when it is %s, and left as it is', (_, files) => {
    const folder = temporaryFolder(files);
    const before = below(folder);
    const copying = () => copyWorkflow(root, 'bank-account', join(folder, 'mine'), pack);
    expect(copying).toThrow(UserError);
    expect(copying).toThrow('mine is there already');
    expect(below(folder)).toEqual(before);
  });

  test('is not written when something fails, nor is anything beside it', () => {
    const folder = temporaryFolder({});
    const failing = () => {
      throw new Error('no space left');
    };
    for (const target of ['new', 'a/b']) {
      const copying = () => copyWorkflow(root, 'bank-account', join(folder, target), failing);
      expect(copying).toThrow('no space left');
    }
    expect(below(folder)).toEqual([]);
  });
});

test("its tests have the time that this repository's have: they wait for busy machines, too", () => {
  const limits = /^ +(?:test|hook)Timeout: .*$/gm;
  const ours = read('vitest.config.ts').match(limits)!.slice(0, 2);
  expect(textOf('bank-account', 'vitest.config.ts').match(limits)).toEqual(ours);
});

test.each(['no-such-workflow', '', 'shared/approvals', '../bank-account'])(
  'an unknown workflow (%j) is answered with those there are, and nothing is written',
  (slug) => {
    const folder = temporaryFolder({});
    const copying = () => copyWorkflow(root, slug, join(folder, 'new'), pack);
    expect(copying).toThrow(
      expect.objectContaining({
        what: `There is no workflow "${slug}"`,
        fix: `Take one of: ${slugs.join(', ')}`,
      }),
    );
    expect(below(folder)).toEqual([]);
  },
);

describe('what is imported', () => {
  test('comes along, directly or not, with the tests beside it and nothing else', () => {
    const folder = temporaryFolder({
      'functions/tea/boil-water.ts': `import { boil } from './boil.ts';`,
      'functions/tea/boil.ts': `import type { Kettle } from '../kit/kettle.ts';\n// from '../kit/unused.ts'`,
      'functions/tea/boil.test.ts': `import { fake } from '../kit/testing.ts';`,
      'functions/tea/other.ts': '',
      'functions/kit/kettle.ts': `export * from './water.ts';`,
      'functions/kit/kettle.test.ts': `import 'vitest';`,
      'functions/kit/water.ts': '',
      'functions/kit/testing.ts': `await import('./steam.ts');`,
      'functions/kit/steam.ts': '',
      'functions/kit/unused.ts': '',
    });
    expect(importClosure(folder, ['functions/tea/boil-water.ts'])).toEqual([
      'functions/kit/kettle.test.ts',
      'functions/kit/kettle.ts',
      'functions/kit/steam.ts',
      'functions/kit/testing.ts',
      'functions/kit/water.ts',
      'functions/tea/boil-water.ts',
      'functions/tea/boil.test.ts',
      'functions/tea/boil.ts',
    ]);
  });

  test('a workflow without approvals takes none of them, nor clients it does not call', () => {
    const kit = pathsOf('bank-account').filter((path) => path.startsWith('functions/kit/'));
    expect(kit.filter((path) => path.includes('approvals'))).toEqual([]);
    expect(kit.filter((path) => path.includes('clients'))).toEqual([
      'functions/kit/clients/step-functions.ts',
    ]);
    expect(textOf('bank-account', 'package.json')).not.toContain('client-dynamodb');
  });

  test('a workflow with approvals takes their handlers, with the tests', () => {
    for (const handler of ['request-approval', 'show-approval', 'record-decision']) {
      expect(pathsOf('credit-card')).toContain(`functions/kit/approvals/${handler}.ts`);
      expect(pathsOf('credit-card')).toContain(`functions/kit/approvals/${handler}.test.ts`);
    }
  });
});

describe('what runs jobs', () => {
  const runners = {
    glue: 'runners/glue.ts',
    sagemaker: { 'linear-learner': 'runners/learner.ts' },
    ecs: { pack: 'runners/pack.ts', ship: 'runners/ship.ts' },
  };

  test.each([
    ['a workflow of a job of Glue', 'arn:aws:states:::glue:startJobRun.sync', ['runners/glue.ts']],
    ['one of a task definition', 'Family: pack', ['runners/pack.ts']],
    ['one of an algorithm', '.amazonaws.com/linear-learner:1', ['runners/learner.ts']],
    ['any other', 'lambda:InvokeFunction', []],
  ])('comes along with %s', (_, texts, files) => {
    const config = { package: { command: ['true'] }, runners };
    const folder = temporaryFolder({ 'local-cloud.config.json': JSON.stringify(config) });
    const own = runnersOf(folder, texts);
    expect(runnerFiles(own)).toEqual(files);
    const { runners: written = {} } = JSON.parse(localCloudConfig(folder, [], own));
    expect(written).toEqual(own);
  });
});

test('the workflow that packs in a container has what packs without one, and its README says so', () => {
  expect(pathsOf('order-fulfilment')).toContain('runners/pack-order.ts');
  expect(textOf('order-fulfilment', 'README.md')).toContain('[runners](runners)');
  expect(textOf('bank-account', 'README.md')).not.toContain('runners');
});

describe.each(slugs)('the project of %s', (slug) => {
  test('is wired to the same functions, resources and outputs', () => {
    const yaml = textOf(slug, 'serverless.yml');
    const { service, functions, resources } = parse(yaml, { customTags: SHORT_FORMS, merge: true });
    const composed = compose(join(root, 'workflows'), slug);
    expect(service).toBe(slug);
    expect({
      functions,
      resources: resources.Resources,
      outputs: resources.Outputs,
    }).toEqual({
      functions: composed.functions,
      resources: composed.resources,
      outputs: composed.outputs,
    });
  });

  test('is wired as a person would have written it: with comments, one anchor for one thing', () => {
    const yaml = textOf(slug, 'serverless.yml');
    const comments = read(`workflows/${slug}.yml`).match(/# [^-].*/g)!;
    for (const comment of comments) expect(yaml).toContain(comment);
    const anchors = [...yaml.matchAll(/ &([\w-]+)/g)].map(([, name]) => name);
    expect(anchors).toContain('lambda-trust');
    expect(new Set(anchors).size).toBe(anchors.length);
    expect(yaml).not.toMatch(/self:custom|Fn::|workflows\.cjs/);
  });

  test('pins what it imports as this project does', () => {
    const pins = (manifest: string) => {
      const { dependencies, devDependencies, optionalDependencies } = JSON.parse(manifest);
      return { ...dependencies, ...devDependencies, ...optionalDependencies };
    };
    const { 'local-cloud': localCloud, ...pinned } = pins(textOf(slug, 'package.json'));
    expect(pins(read('package.json'))).toMatchObject(pinned);
    expect(localCloud).toBe('file:vendor/local-cloud.tgz');
  });

  test('has what the local cloud reads documents with, where it reads some', () => {
    const { optionalDependencies } = JSON.parse(textOf(slug, 'package.json'));
    const reads = textOf(slug, 'serverless.yml').includes('textract:');
    expect('tesseract.js' in optionalDependencies).toBe(reads);
  });

  test('links to nothing that is not there, and speaks of nothing that is only here', () => {
    const there = ['vendor', ...pathsOf(slug).flatMap(withFolders)];
    for (const path of pathsOf(slug).filter((name) => name.endsWith('.md'))) {
      const text = textOf(slug, path);
      const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
      const files = links.filter((link) => !/^(https?:|mailto:|#)/.test(link));
      const targets = files.map((link) => join(dirname(path), link.replace(/#.*$/, '')));
      expect(targets.filter((target) => !there.includes(target))).toEqual([]);
    }
    for (const [path, text] of projects.get(slug)!) {
      const outside =
        /--param workflow=|workflows-|workflows\/(shared|[\w-]+\.yml)|workflows\.cjs|\bfragment|(?<!\.)local-cloud\/|cloud-source/;
      expect(outside.exec(text.replaceAll('reference-workflows', ''))?.[0], path).toBe(undefined);
    }
  });
});

/** `a/b/c`, `a/b`, `a`. */
function withFolders(path: string): string[] {
  return path === '.' ? [] : [path, ...withFolders(dirname(path))];
}

test('an anchor that stands for two things is refused', () => {
  const text = 'a: &x\n  b: 1\nc: &x\n  b: 2\n';
  expect(() => withoutRepeatedAnchors(text)).toThrow('two anchors &x that differ');
});

test('a page loses the links to what is not there, and its tables keep their width', () => {
  const page = [
    '| Wiring | [`workflows/tea.yml`](../../workflows/tea.yml), [`x`](../../workflows/shared/x.yml) |',
    '[coffee](coffee.md), [code](../../functions/tea), [AWS](https://aws.amazon.com), [up](#up)',
    'npx serverless deploy --param workflow=tea --param cups=2   # tea-dev',
  ];
  const has = (path: string) => path === 'functions/tea';
  expect(
    pageFor({ slug: 'tea', has }, 'docs/workflows/tea.md', page.join('\n')).split('\n'),
  ).toEqual([
    `${'| Wiring | [`serverless.yml`](../../serverless.yml)'.padEnd(page[0]!.length - 2)} |`,
    'coffee, [code](../../functions/tea), [AWS](https://aws.amazon.com), [up](#up)',
    'npx serverless deploy --param cups=2   # tea-dev',
  ]);
});
