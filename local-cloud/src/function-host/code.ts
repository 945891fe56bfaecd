import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Kept } from '../core/put-away.ts';
import { Turns } from '../core/turns.ts';
import { contentOf, entriesOf } from './archive.ts';

/** How many small files are unpacked before others have their turn. */
const AT_ONCE = 50;

/**
 * Reads a whole archive, and keeps nothing of it.
 *
 * @throws InvalidParameterValueException as AWS does, for what could not be unpacked
 */
export async function checkArchive(archive: Uint8Array): Promise<void> {
  const turns = new Turns(AT_ONCE);
  for (const entry of entriesOf(archive)) {
    await turns.step();
    await contentOf(archive, entry);
  }
}

/** An archive, and its hash in base64, as AWS gives it. */
interface Archive {
  readonly code: Kept;
  readonly codeSha256: string;
}

/**
 * Unpacks archives, one over the other, into a folder named after their hashes, unless that was done
 * before.
 *
 * @returns the folder, complete
 */
export async function unpack(archives: readonly Archive[], cacheFolder: string): Promise<string> {
  const name = nameOf(archives);
  const folder = path.resolve(cacheFolder, 'code', name);
  if (!existsSync(folder)) await writeAll(folder, filesOf(archives));
  return folder;
}

function nameOf([first, ...others]: readonly Archive[]): string {
  const digests = [first!, ...others].map(({ codeSha256 }) => codeSha256);
  return others.length === 0
    ? Buffer.from(digests[0]!, 'base64').toString('hex')
    : hash('sha256', digests.join());
}

type File = readonly [name: string, content: Uint8Array | string];

async function* filesOf(archives: readonly Archive[]): AsyncIterable<File> {
  for (const { code } of archives) {
    const archive = code.read();
    for (const entry of entriesOf(archive)) yield [entry.name, await contentOf(archive, entry)];
  }
}

/** Writes files to a folder that is there either whole or not at all. */
export function writeWhole(
  folder: string,
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<void> {
  return writeAll(folder, Object.entries(files));
}

async function writeAll(folder: string, files: Iterable<File> | AsyncIterable<File>) {
  await mkdir(path.dirname(folder), { recursive: true });
  const draft = await mkdtemp(`${folder}.`);
  try {
    for await (const [name, content] of files) {
      const file = path.join(draft, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content);
    }
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another process was quicker with the same content.
    if (!existsSync(folder)) throw error;
  }
}
