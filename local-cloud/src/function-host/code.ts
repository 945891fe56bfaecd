import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { AwsError } from '../core/errors.ts';

/** Unpacked, including layers: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const LARGEST_UNPACKED = 250 * 2 ** 20;

/** The files of an archive by their paths. Throws InvalidParameterValueException as AWS does. */
export function unzip(archive: Uint8Array): Record<string, Uint8Array> {
  let size = 0;
  try {
    return unzipSync(archive, {
      filter: ({ name, originalSize }) => {
        size += originalSize;
        if (size > LARGEST_UNPACKED) throw tooLarge();
        return !name.endsWith('/') && checked(name);
      },
    });
  } catch (cause) {
    if (cause instanceof AwsError) throw cause;
    throw new AwsError(
      'InvalidParameterValueException',
      'Could not unzip uploaded file. Please check your file, then try to upload again.',
      { cause },
    );
  }
}

function tooLarge(): AwsError {
  return new AwsError(
    'InvalidParameterValueException',
    `Unzipped size must be smaller than ${LARGEST_UNPACKED} bytes`,
  );
}

/** An archive whose paths lead out of its folder is nobody's mistake: it is refused whole. */
function checked(name: string): true {
  const outside =
    path.posix.isAbsolute(name) || name.includes('\\') || name.split('/').includes('..');
  if (!outside && !name.includes('\0')) return true;
  throw new AwsError(
    'InvalidParameterValueException',
    `Could not unzip uploaded file: the entry ${JSON.stringify(name)} lies outside of the archive.`,
  );
}

/**
 * Unpacks an archive into a folder named after its hash, unless that was done before.
 *
 * @param sha256 base64, as AWS gives it
 * @returns the folder, complete
 */
export async function unpack(
  archive: Uint8Array,
  sha256: string,
  cacheFolder: string,
): Promise<string> {
  const name = Buffer.from(sha256, 'base64').toString('hex');
  const folder = path.resolve(cacheFolder, 'code', name);
  if (!existsSync(folder)) await writeWhole(folder, unzip(archive));
  return folder;
}

/** Writes files to a folder that is there either whole or not at all. */
export async function writeWhole(
  folder: string,
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<void> {
  await mkdir(path.dirname(folder), { recursive: true });
  const draft = await mkdtemp(`${folder}.`);
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(draft, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  try {
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another process was quicker with the same content.
    if (!existsSync(folder)) throw error;
  }
}
