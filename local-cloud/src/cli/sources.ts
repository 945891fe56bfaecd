import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What is installed, and the folders tools keep for themselves, are no sources. */
function isSource(name: string, isDirectory: boolean): boolean {
  return name !== 'node_modules' && !(isDirectory && name.startsWith('.'));
}

/** The files at and below a path, in order. */
export function filesBelow(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => isSource(entry.name, entry.isDirectory()))
    .map(({ name }) => name)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}

/** A folder and those below it. */
export function foldersBelow(path: string): string[] {
  return [
    path,
    ...readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && isSource(entry.name, true))
      .flatMap((entry) => foldersBelow(join(path, entry.name))),
  ];
}
