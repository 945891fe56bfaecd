import { readdirSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Zippable, zipSync } from 'fflate';
import { UserError } from '../core/errors.ts';

/** The first day a zip archive can tell: with it, the same files make the same archive. */
const MTIME = '1980-01-01T00:00:00';

/** Files by their names in the archive. */
export function zipFiles(files: Zippable): Uint8Array {
  return zipSync(files, { mtime: MTIME });
}

/**
 * Everything below a folder, links to files and folders included, as `aws cloudformation package` takes
 * them. It goes no further than into this process: nothing is made small.
 *
 * @throws UserError for a link that leads nowhere
 */
export function zipFolder(folder: string): Uint8Array {
  const files: Zippable = {};
  for (const [name, path] of filesBelow(folder, '', [realpathSync(folder)])) {
    files[name] = readFileSync(path);
  }
  return zipSync(files, { mtime: MTIME, level: 0 });
}

/** @param within the folders that lead there: a link that leads up to one of them ends there */
function* filesBelow(
  folder: string,
  prefix: string,
  within: readonly string[],
): Generator<[name: string, path: string]> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const kind = entry.isSymbolicLink() ? targetOf(path) : entry;
    if (kind.isFile()) yield [`${prefix}${entry.name}`, path];
    if (!kind.isDirectory()) continue;
    const real = entry.isSymbolicLink() ? realpathSync(path) : join(within.at(-1)!, entry.name);
    if (within.includes(real)) continue;
    yield* filesBelow(path, `${prefix}${entry.name}/`, [...within, real]);
  }
}

function targetOf(link: string): Stats {
  try {
    return statSync(link);
  } catch (cause) {
    throw new UserError(`${link} cannot be packed`, {
      why: `The link leads nowhere: ${(cause as Error).message}`,
      fix: 'Make what it leads to, or remove the link.',
      cause,
    });
  }
}

/** Whether the bytes are an archive already. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}
