import { existsSync, type FSWatcher, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import type { Project } from '../project.ts';
import { sourceFolders } from '../sources.ts';

/** Tells whenever something changes in the sources. Gives how to stop. */
export function watchFolders(project: Project, changed: () => void): () => void {
  const watchers = folders(project).flatMap(([folder, names]) => watchOne(folder, names, changed));
  return () => {
    for (const watcher of watchers) watcher.close();
  };
}

/** Nothing where the folder has gone since it was found: that changes the folder it was in. */
function watchOne(
  folder: string,
  names: Set<string> | undefined,
  changed: () => void,
): FSWatcher[] {
  try {
    const watcher = watch(folder, (_event, name) => {
      if (names === undefined || (name !== null && names.has(name))) changed();
    });
    return [watcher.on('error', changed)];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/**
 * The folders to watch, each with the files in it that count (undefined: all of them). Folders are
 * watched one by one: what watches them recursively loses sight of a file that is replaced.
 */
function folders(project: Project): [string, Set<string> | undefined][] {
  const { root, sources } = project;
  const found = new Map<string, Set<string> | undefined>();
  for (const source of sources) {
    const path = join(root, source);
    if (!existsSync(path)) continue;
    if (statSync(path).isDirectory()) {
      for (const folder of sourceFolders(project, path)) found.set(folder, undefined);
    } else {
      found.set(root, (found.get(root) ?? new Set()).add(source));
    }
  }
  return [...found];
}
