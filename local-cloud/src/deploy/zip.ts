import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Zippable, zipSync } from 'fflate';

/** The first day a zip archive can tell: with it, the same files make the same archive. */
const MTIME = '1980-01-01T00:00:00';

/** Files by their names in the archive. */
export function zipFiles(files: Zippable): Uint8Array {
  return zipSync(files, { mtime: MTIME });
}

/** Everything below a folder. */
export function zipFolder(folder: string): Uint8Array {
  const files: Zippable = {};
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (statSync(path).isFile()) {
      files[path.slice(folder.length + 1).replaceAll('\\', '/')] = readFileSync(path);
    }
  }
  return zipFiles(files);
}

/** Whether the bytes are an archive already. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}
