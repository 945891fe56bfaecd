import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from 'local-cloud';
import { workflowNames } from '../serverless/compose.ts';
import { projectFiles } from './project-files.ts';

/** Writes the packed local cloud into a folder. */
export type Pack = (root: string, folder: string) => void;

/**
 * Writes a workflow of the project in `root` as a project of its own: into a folder that is not
 * there yet or empty, whole or not at all.
 *
 * @throws UserError when there is no such workflow, or the folder cannot be had
 */
export function copyWorkflow(root: string, slug: string, folder: string, pack: Pack): void {
  refuseUnknown(root, slug);
  refuseOccupied(folder);
  const files = projectFiles(root, slug, localCloudOf(root));
  writeWhole(folder, (incoming) => {
    for (const [path, content] of files) write(join(incoming, path), content);
    mkdirSync(join(incoming, 'vendor'));
    pack(root, join(incoming, 'vendor'));
  });
}

/** Fills a folder beside its place, and moves it there in one step. */
function writeWhole(folder: string, fill: (incoming: string) => void): void {
  const parent = dirname(folder);
  const made = mkdirSync(parent, { recursive: true });
  const beside = mkdtempSync(join(parent, '.copy-'));
  try {
    // Only its owner may look into a folder that mkdtemp has made; this one is like any other.
    const incoming = join(beside, basename(folder));
    mkdirSync(incoming);
    fill(incoming);
    if (existsSync(folder)) rmdirSync(folder);
    renameSync(incoming, folder);
  } catch (error) {
    if (made !== undefined) rmSync(made, { recursive: true });
    throw error;
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

function refuseUnknown(root: string, slug: string): void {
  const names = workflowNames(join(root, 'workflows'));
  if (names.includes(slug)) return;
  throw new UserError(`There is no workflow "${slug}"`, {
    fix: `Take one of: ${names.join(', ')}`,
    exitCode: 2,
  });
}

function refuseOccupied(folder: string): void {
  if (!existsSync(folder)) return;
  const isFolder = statSync(folder).isDirectory();
  if (isFolder && readdirSync(folder).length === 0) return;
  throw new UserError(`${folder} is there already`, {
    why: isFolder ? 'It is not empty, and nothing is overwritten.' : 'It is a file.',
    fix: 'Name a folder that is not there yet, or an empty one.',
  });
}

/** Where `npm pack` puts the local cloud. */
function localCloudOf(root: string): string {
  const { name, version } = JSON.parse(
    readFileSync(join(root, 'local-cloud/package.json'), 'utf8'),
  );
  return `vendor/${name}-${version}.tgz`;
}

function write(file: string, content: Buffer): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
