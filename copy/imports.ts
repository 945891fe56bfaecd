import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a TypeScript text imports, by whatever form, types too: paths and names of packages. */
export function importsIn(code: string): string[] {
  const uncommented = code.replace(/^\s*(\/\/|\/?\*).*$/gm, '');
  const found = [
    ...uncommented.matchAll(/\b(?:from|import)\s*\(?\s*(['"])([^'"\n]+)\1/g),
    ...uncommented.matchAll(/\brequire\(\s*(['"])([^'"\n]+)\1/g),
  ];
  return found.map(([, , specifier]) => specifier!);
}

/** `@scope/name` of `@scope/name/part`; undefined for a path and for what Node brings. */
export function packageIn(specifier: string): string | undefined {
  if (/^(\.|node:)/.test(specifier)) return undefined;
  return /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0];
}

/**
 * These files, what they import of ours, directly or not, and the test beside each. All paths are
 * from the root of the project.
 */
export function importClosure(root: string, files: Iterable<string>): string[] {
  const closure = new Set(files);
  // A set is walked to its end, also over what is added on the way.
  for (const file of closure) {
    for (const needed of [...importedBy(root, file), ...testOf(root, file)]) closure.add(needed);
  }
  return [...closure].sort();
}

function importedBy(root: string, file: string): string[] {
  if (!file.endsWith('.ts')) return [];
  return importsIn(readFileSync(join(root, file), 'utf8'))
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => join(dirname(file), specifier));
}

function testOf(root: string, file: string): string[] {
  const test = file.replace(/\.ts$/, '.test.ts');
  return test !== file && existsSync(join(root, test)) ? [test] : [];
}
