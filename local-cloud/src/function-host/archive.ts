import { posix } from 'node:path';
import { promisify } from 'node:util';
import { crc32, inflateRaw, inflateRawSync } from 'node:zlib';
import { AwsError } from '../core/errors.ts';

/** Unpacked, including layers: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const LARGEST_UNPACKED = 250 * 2 ** 20;

/** What Linux takes of a name, and of a path below the folder of a function, in bytes. */
const LONGEST_NAME = 255;
const LONGEST_PATH = 3_500;

/** A file of an archive, as the archive's directory tells of it. */
export interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Where its own header begins. */
  readonly offset: number;
}

/** The signatures of a zip archive: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
const END = 0x06054b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;

/**
 * The files of an archive, of which nothing is unpacked yet. Of two with one name the last one counts.
 * An archive of more than 65,535 files is taken for none.
 *
 * @throws InvalidParameterValueException
 */
export function entriesOf(archive: Uint8Array): readonly Entry[] {
  const bytes = viewOf(archive);
  const files = new Map<string, Entry>();
  for (const entry of directoryOf(bytes)) if (!entry.name.endsWith('/')) addTo(files, entry);
  const entries = [...files.values()];
  if (sum(entries, 'size') > LARGEST_UNPACKED) throw tooLarge();
  if (sum(entries, 'compressedSize') > bytes.byteLength) throw noArchive();
  checkClashes(files);
  return entries;
}

/** Small enough to be unpacked at once, in bytes; all else is done off the main thread. */
const SMALL = 65_536;
/** Comes off the other thread at once, in bytes. */
const LARGEST_CHUNK = 2 ** 22;
const inflateLater = promisify(inflateRaw);

/**
 * What is in a file of an archive.
 *
 * @throws InvalidParameterValueException where it is not what the archive says of it
 */
export async function contentOf(archive: Uint8Array, entry: Entry): Promise<Uint8Array> {
  const content = await inflated(compressed(viewOf(archive), entry), entry);
  if (content.byteLength !== entry.size || crc32(content) !== entry.crc) throw noArchive();
  return content;
}

async function inflated(data: Buffer, { method, size }: Entry): Promise<Uint8Array> {
  if (method === STORED) return data;
  if (method !== DEFLATED) throw noArchive();
  const chunkSize = Math.min(Math.max(size, 1024), LARGEST_CHUNK);
  const options = { maxOutputLength: Math.max(size, 1), chunkSize };
  try {
    const isSmall = Math.max(size, data.byteLength) <= SMALL;
    return isSmall ? inflateRawSync(data, options) : await inflateLater(data, options);
  } catch (cause) {
    throw noArchive(cause);
  }
}

function compressed(bytes: Buffer, { offset, compressedSize }: Entry): Buffer {
  if (offset + 30 > bytes.byteLength || bytes.readUInt32LE(offset) !== LOCAL) throw noArchive();
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  if (start + compressedSize > bytes.byteLength) throw noArchive();
  return bytes.subarray(start, start + compressedSize);
}

function* directoryOf(bytes: Buffer): Generator<Entry> {
  const end = endOf(bytes);
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count--) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== DIRECTORY) throw noArchive();
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
    const next = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    if (next > end) throw noArchive();
    yield {
      name: bytes.toString('utf8', at + 46, nameEnd),
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      compressedSize: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    };
    at = next;
  }
}

/** Where the end record begins: behind it there is at most a comment of 65,535 bytes. */
function endOf(bytes: Buffer): number {
  const first = Math.max(0, bytes.byteLength - 22 - 65_535);
  for (let at = bytes.byteLength - 22; at >= first; at--) {
    if (bytes.readUInt32LE(at) === END) return at;
  }
  throw noArchive();
}

/** An archive whose paths lead out of its folder is nobody's mistake: it is refused whole. */
function addTo(files: Map<string, Entry>, entry: Entry): void {
  const { name } = entry;
  const outside = posix.isAbsolute(name) || name.includes('\\') || name.split('/').includes('..');
  if (outside || name.includes('\0')) throw refused(name, 'lies outside of the archive');
  const path = posix.normalize(name);
  if (path === '.' || path.endsWith('/')) throw refused(name, 'has no name');
  const parts = path.split('/');
  if (
    Buffer.byteLength(path) > LONGEST_PATH ||
    parts.some((part) => Buffer.byteLength(part) > LONGEST_NAME)
  ) {
    throw refused(`${name.slice(0, 100)}...`, 'has a name that is too long');
  }
  files.set(path, { ...entry, name: path });
}

/** A file cannot be where another one's folder is. */
function checkClashes(files: ReadonlyMap<string, Entry>): void {
  for (const path of files.keys()) {
    for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      const folder = path.slice(0, slash);
      if (files.has(folder)) throw refused(folder, 'is a file, and the folder of others');
    }
  }
}

function viewOf(archive: Uint8Array): Buffer {
  return Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
}

function sum(entries: readonly Entry[], what: 'size' | 'compressedSize'): number {
  return entries.reduce((total, entry) => total + entry[what], 0);
}

function refused(name: string, problem: string): AwsError {
  return new AwsError(
    'InvalidParameterValueException',
    `Could not unzip uploaded file: the entry ${JSON.stringify(name)} ${problem}.`,
  );
}

export function tooLarge(): AwsError {
  return new AwsError(
    'InvalidParameterValueException',
    `Unzipped size must be smaller than ${LARGEST_UNPACKED} bytes`,
  );
}

function noArchive(cause?: unknown): AwsError {
  return new AwsError(
    'InvalidParameterValueException',
    'Could not unzip uploaded file. Please check your file, then try to upload again.',
    { cause },
  );
}
