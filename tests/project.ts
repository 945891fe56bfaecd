import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workflowNames } from '../serverless/compose.ts';

/** Where the project lies, and what it is made of: for the tests that look at it as a whole. */
export const root = join(import.meta.dirname, '..');

export const slugs = workflowNames(join(root, 'workflows'));

export function read(...path: string[]): string {
  return readFileSync(join(root, ...path), 'utf8');
}

/** Where the time of a test's cloud stands still: what it does depends on no time of day. */
export const MOMENT = new Date('2028-01-10T09:30:15Z');

/** The names in a folder of the project: of its files with that ending, or of its folders. */
export function namesIn(folder: string, ending?: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries
    .filter((entry) => (ending === undefined ? entry.isDirectory() : entry.isFile()))
    .map(({ name }) => name)
    .filter((name) => ending === undefined || name.endsWith(ending))
    .map((name) => name.slice(0, name.length - (ending ?? '').length))
    .sort();
}

/** The files below a folder of the project with that ending, as paths from the root. */
export function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !/node_modules\/|^local-cloud\/dist\//.test(path))
    .sort();
}
