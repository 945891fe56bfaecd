import { hash } from 'node:crypto';
import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

/** Bytes: a larger file is nothing that somebody writes. Its size and time tell whether it is another. */
export const LARGEST_READ = 8 * 1024 * 1024;

/** Everything that is deployed is made from, by its path from the root: a digest of the content. */
export function sourceDigests(project: Project): ReadonlyMap<string, string> {
  const { root, sources } = project;
  const written = foldersWritten(project);
  const linked = new Set<string>();
  const files = sources.flatMap((source) => filesBelow(join(root, source), written, linked));
  const digests = new Map<string, string>();
  for (const file of files) {
    const digest = unlessGone(() => digestOf(file));
    if (digest !== undefined) digests.set(relative(root, file), digest);
  }
  return digests;
}

function digestOf(file: string): string {
  const { size, mtimeMs } = statSync(file);
  return size > LARGEST_READ ? `${size} ${mtimeMs}` : hash('sha256', readFileSync(file));
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
  const written = foldersWritten(project);
  return [
    path,
    ...entriesOf(path)
      .filter((entry) => entry.isDirectory() && isSource(entry.name, true))
      .map((entry) => join(path, entry.name))
      .filter((folder) => !written.includes(folder))
      .flatMap((folder) => sourceFolders(project, folder)),
  ];
}

/** None of a folder that is gone since it was listed. */
function entriesOf(folder: string): Dirent[] {
  return unlessGone(() => readdirSync(folder, { withFileTypes: true })) ?? [];
}

/** Where the package command writes, and the cloud itself: those are no sources. */
function foldersWritten({ root, origin }: Project): string[] {
  const named = tmpdir();
  const real = unlessGone(() => realpathSync(named)) ?? named;
  const temporary = [named, real].filter((folder) => folder !== root);
  return origin.kind === 'package'
    ? [join(root, origin.packaging.output), ...temporary]
    : temporary;
}

/** What a path is, as a link leads to it. */
type Kind = Pick<Dirent, 'isDirectory' | 'isFile'>;

/**
 * The files at and below a path, in order, but for those that cannot be read, such as sockets.
 *
 * @param linked the folders that links have led to so far: links may lead up, and round in circles
 */
function filesBelow(
  path: string,
  written: readonly string[],
  linked: Set<string>,
  kind: Kind | undefined = targetOf(path, linked),
): string[] {
  if (written.includes(path) || kind === undefined) return [];
  if (!kind.isDirectory()) return kind.isFile() ? [path] : [];
  return entriesOf(path)
    .filter((entry) => isSource(entry.name, entry.isDirectory()))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) =>
      filesBelow(
        join(path, entry.name),
        written,
        linked,
        entry.isSymbolicLink() ? undefined : entry,
      ),
    );
}

/** What a link leads to, or what is no link is itself; of a folder once. Undefined: nothing. */
function targetOf(path: string, linked: Set<string>): Kind | undefined {
  try {
    const kind = statSync(path);
    if (!kind.isDirectory()) return kind;
    const folder = realpathSync(path);
    if (linked.has(folder)) return undefined;
    linked.add(folder);
    return kind;
  } catch (error) {
    if (['ENOENT', 'ELOOP'].includes((error as NodeJS.ErrnoException).code!)) return undefined;
    throw error;
  }
}

/** Undefined: it is gone since it was listed. */
function unlessGone<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
