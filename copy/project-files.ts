import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compose, withRequired } from '../serverless/compose.ts';
import { importClosure } from './imports.ts';
import { localCloudConfig, runnerFiles, runnersOf } from './local-cloud-config.ts';
import { packageJson } from './package-json.ts';
import { openingOf, pageFor } from './pages.ts';
import { readme } from './readme.ts';
import { wiring } from './wiring.ts';

/** What every project takes along. */
const COMMON = [
  'serverless/bundle-cache.ts',
  'serverless/esbuild.ts',
  'serverless/record.ts',
  'docs/deploy/deployer-code.json',
  'docs/deploy/deployer-data.json',
  'docs/deploy/github-actions.yml',
  'docs/deploy/github-trust-policy.json',
  'docs/decisions/0007-sdk-in-bundles.md',
  'tsconfig.json',
  '.gitignore',
  '.npmrc',
  'LICENSE',
];

/** Words that mean something here alone: where the sources of the local cloud are, which workflow. */
const ONLY_HERE = [
  /^.*"local-cloud-source".*\n/m,
  /"local-cloud\/dist", /,
  /^\/local-cloud\/.*\n/m,
  / --param workflow=\S+/,
];

const VITEST_CONFIG = `import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{functions,runners}/**/*.test.ts'],
    // Generous: what a test proves does not depend on how busy the machine is.
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
`;

/**
 * The files of a project that has this workflow alone, by their paths in it. `localCloud` is where
 * the packed local cloud will lie in it.
 */
export function projectFiles(root: string, slug: string, localCloud: string): Map<string, Buffer> {
  const wired = wiring(root, slug);
  const machine = readFileSync(join(root, `statemachines/${slug}.asl.json`), 'utf8');
  const runners = runnersOf(root, wired + machine);
  const copied = importClosure(root, [...sourcesOf(root, slug), ...runnerFiles(runners)]);
  const files = new Map(copied.map((path) => [path, readFileSync(join(root, path))]));
  const write = (path: string, text: string) => files.set(path, Buffer.from(text));
  for (const path of [...COMMON, `events/${slug}/scenarios.yml`]) {
    const text = readFileSync(join(root, path), 'utf8');
    write(
      path,
      ONLY_HERE.reduce((kept, words) => kept.replace(words, ''), text),
    );
  }
  write('serverless.yml', wired);
  const { choices, recipients } = compose(join(root, 'workflows'), slug);
  const parameters = [...Object.keys(choices), ...Object.keys(recipients)];
  write('local-cloud.config.json', localCloudConfig(root, parameters, runners));
  write('vitest.config.ts', VITEST_CONFIG);
  for (const [path, text] of pagesOf(root, slug, files)) write(path, text);
  const page = String(files.get(`docs/workflows/${slug}.md`));
  const hasRunners = runnerFiles(runners).length > 0;
  write('README.md', readme(slug, page, { origin: originOf(root), hasRunners }));
  const sources = [...files].filter(([path]) => path.endsWith('.ts'));
  write(
    'package.json',
    packageJson(root, {
      name: slug,
      description: openingOf(page).replaceAll('\n', ' '),
      sources: new Map(sources.map(([path, content]) => [path, String(content)])),
      optional: optionalOf(root, wired),
      localCloud,
    }),
  );
  return files;
}

/** What is a workflow's own, by its slug, and the handlers of the fragments that it requires. */
function sourcesOf(root: string, slug: string): string[] {
  const functions = Object.values(compose(join(root, 'workflows'), slug).functions);
  const handlers = functions.map((each) => (each as { handler: string }).handler);
  return [
    `statemachines/${slug}.asl.json`,
    ...filesBelow(root, `functions/${slug}`),
    ...filesBelow(root, `events/${slug}`),
    ...handlers.map((handler) => handler.replace(/\.\w+$/, '.ts')),
  ];
}

/** The page of the workflow, and those of the fragments that it requires, where they have one. */
function pagesOf(root: string, slug: string, files: ReadonlyMap<string, unknown>) {
  const names = [...withRequired(join(root, 'workflows'), [slug]).keys()];
  const pages = names
    .map((name) => `docs/${name === slug ? 'workflows/' : ''}${name.replace('shared/', '')}.md`)
    .filter((path) => existsSync(join(root, path)))
    .concat('docs/deploy.md');
  const paths = [...files.keys(), ...pages];
  const has = (path: string) =>
    paths.some((there) => there === path || there.startsWith(`${path}/`));
  return pages.map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    return [path, pageFor({ slug, has }, path, text)] as const;
  });
}

/** Textract's part of the local cloud reads documents by packages that a project has to have itself. */
function optionalOf(root: string, wiring: string): string[] {
  if (!wiring.includes('textract:')) return [];
  const manifest = readFileSync(join(root, 'local-cloud/package.json'), 'utf8');
  return Object.keys(JSON.parse(manifest).peerDependencies);
}

function originOf(root: string): string {
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return `${name} ${version}`;
}

function filesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}
