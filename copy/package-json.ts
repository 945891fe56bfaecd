import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from 'local-cloud';
import { importsIn, packageIn } from './imports.ts';

type Pins = Readonly<Record<string, string>>;

/** What a package.json has of this project's own. */
interface Manifest {
  readonly license: string;
  readonly engines: Pins;
  readonly scripts: Pins;
  readonly dependencies: Pins;
  readonly devDependencies: Pins;
  readonly optionalDependencies: Pins;
  readonly allowScripts: Readonly<Record<string, boolean>>;
}

const SCRIPTS = ['start', 'demo', 'test', 'types', 'package'];

/** What the scripts run besides the local cloud, and the types of Node. */
const TOOLS = ['@types/node', 'serverless', 'typescript', 'vitest'];

/** The package.json of a project with these sources: what they import, in this project's versions. */
export function packageJson(
  root: string,
  project: {
    readonly name: string;
    readonly description: string;
    /** TypeScript texts by path. */
    readonly sources: ReadonlyMap<string, string>;
    /** What the local cloud loads only where it is there: readers of documents. */
    readonly optional: readonly string[];
    /** The packed local cloud, as a path from the new project. */
    readonly localCloud: string;
  },
): string {
  const own: Manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const needed = new Set([
    ...TOOLS,
    ...project.optional,
    ...importedPackages(project.sources, own),
  ]);
  const manifest = {
    name: project.name,
    version: '0.1.0',
    description: project.description,
    license: own.license,
    private: true,
    type: 'module',
    engines: own.engines,
    scripts: only(own.scripts, SCRIPTS),
    dependencies: only(own.dependencies, needed),
    devDependencies: sorted({
      ...only(own.devDependencies, needed),
      'local-cloud': `file:${project.localCloud}`,
    }),
    optionalDependencies: only(own.optionalDependencies, needed),
    allowScripts: own.allowScripts,
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function importedPackages(sources: ReadonlyMap<string, string>, own: Manifest): string[] {
  const pins = { ...own.dependencies, ...own.devDependencies, ...own.optionalDependencies };
  return [...sources].flatMap(([file, code]) => {
    const names = importsIn(code).flatMap((specifier) => packageIn(specifier) ?? []);
    return names.map((name) => {
      const pinned = [name, `@types/${name}`].find((candidate) => candidate in pins);
      if (pinned !== undefined) return pinned;
      throw new UserError(`${file} imports ${name}, which package.json does not have`, {
        fix: `npm install --save-exact ${name}`,
      });
    });
  });
}

function only(pins: Pins, names: Iterable<string>): Pins {
  const wanted = new Set(names);
  return Object.fromEntries(Object.entries(pins).filter(([name]) => wanted.has(name)));
}

function sorted(pins: Pins): Pins {
  return Object.fromEntries(Object.entries(pins).sort(([a], [b]) => (a < b ? -1 : 1)));
}
