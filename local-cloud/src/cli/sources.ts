import { createHash } from 'node:crypto';
import { type Dirent, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Project } from './project.ts';

/**
 * What is installed, the folders tools keep for themselves, and logs, are no sources: they change
 * while nobody works on the project.
 */
function isSource(name: string, isDirectory: boolean): boolean {
  if (isDirectory) return name !== 'node_modules' && !name.startsWith('.');
  return name !== 'node_modules' && !name.endsWith('.log');
}

/** Everything that is deployed is made from, by its path from the root: a digest of the content. */
export function sourceDigests(project: Project): ReadonlyMap<string, string> {
  const { root, sources } = project;
  const files = sources.flatMap((source) => filesBelow(join(root, source), outputOf(project)));
  const digests = new Map<string, string>();
  for (const file of files) {
    const content = contentOf(file);
    if (content === undefined) continue;
    digests.set(relative(root, file), createHash('sha256').update(content).digest('hex'));
  }
  return digests;
}

/** The paths whose content is another, that have come, or that are gone. */
export function changedFiles(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  const all = new Set([...before.keys(), ...after.keys()]);
  return [...all].filter((file) => before.get(file) !== after.get(file)).sort();
}

/** A folder of sources and those below it. */
export function sourceFolders(project: Project, path: string): string[] {
  const output = outputOf(project);
  return [
    path,
    ...entriesOf(path)
      .filter((entry) => entry.isDirectory() && isSource(entry.name, true))
      .map((entry) => join(path, entry.name))
      .filter((folder) => folder !== output)
      .flatMap((folder) => sourceFolders(project, folder)),
  ];
}

/** None of a folder that is gone since it was listed. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Where the package command writes: that is no source. */
function outputOf({ root, origin }: Project): string | undefined {
  return origin.kind === 'package' ? join(root, origin.packaging.output) : undefined;
}

/** The files at and below a path, in order. */
function filesBelow(path: string, output: string | undefined): string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (path === output || found === undefined) return [];
  if (!found.isDirectory()) return [path];
  return entriesOf(path)
    .filter((entry) => isSource(entry.name, entry.isDirectory()))
    .map(({ name }) => name)
    .sort()
    .flatMap((name) => filesBelow(join(path, name), output));
}

/** Undefined: it is gone since it was listed, or no file that can be read, such as a socket. */
function contentOf(file: string): Buffer | undefined {
  return existsSync(file) && statSync(file).isFile() ? readFileSync(file) : undefined;
}
