import { hash } from 'node:crypto';
import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
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
    digests.set(relative(root, file), hash('sha256', content));
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
  return unlessGone(() => readdirSync(folder, { withFileTypes: true })) ?? [];
}

/** Where the package command writes: that is no source. */
function outputOf({ root, origin }: Project): string | undefined {
  return origin.kind === 'package' ? join(root, origin.packaging.output) : undefined;
}

/** What a path is, as a link leads to it. */
type Kind = Pick<Dirent, 'isDirectory' | 'isFile'>;

/** The files at and below a path, in order, but for those that cannot be read, such as sockets. */
function filesBelow(
  path: string,
  output: string | undefined,
  kind: Kind | undefined = statSync(path, { throwIfNoEntry: false }),
): string[] {
  if (path === output || kind === undefined) return [];
  if (!kind.isDirectory()) return kind.isFile() ? [path] : [];
  return entriesOf(path)
    .filter((entry) => isSource(entry.name, entry.isDirectory()))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) =>
      filesBelow(join(path, entry.name), output, entry.isSymbolicLink() ? undefined : entry),
    );
}

/** Undefined: it is gone since it was listed. */
function contentOf(file: string): Buffer | undefined {
  return unlessGone(() => readFileSync(file));
}

function unlessGone<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
