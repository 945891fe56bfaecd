import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../project.ts';

const MODULES = join(root, 'node_modules');

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/**
 * What is installed here that npm would install for a project with `local-cloud` in it: the names of packages
 * in this repository's `node_modules`, each with all that it asks for in turn.
 */
export function packagesFor(project: string): string[] {
  const names = new Set<string>();
  const seen = new Set<string>();
  const visit = (folder: string, from: string) => {
    if (seen.has(folder)) return;
    seen.add(folder);
    const { dependencies, optionalDependencies, peerDependencies, devDependencies } =
      manifestOf(folder);
    const asked = { ...peerDependencies, ...optionalDependencies, ...dependencies };
    const developing = folder === project ? devDependencies : {};
    for (const name of Object.keys({ ...asked, ...developing })) {
      if (name === 'local-cloud') {
        visit(join(project, 'node_modules', name), root);
        continue;
      }
      const place = placeOf(name, from);
      // What is optional may be for another platform.
      if (place === undefined) continue;
      if (place === MODULES) names.add(name);
      visit(join(place, name), join(place, name));
    }
  };
  visit(project, root);
  return [...names];
}

/** The `node_modules` in which Node finds a package that is asked for in a folder. */
function placeOf(name: string, folder: string): string | undefined {
  const places = createRequire(join(folder, 'package.json')).resolve.paths(name) ?? [];
  return places.find((place) => existsSync(join(place, name, 'package.json')));
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
