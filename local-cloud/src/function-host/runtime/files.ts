import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { fileURLToPath } from 'node:url';

/** How many paths a function of `node:fs` begins with; that of its twin with `Sync` as well. */
const PATHS: Readonly<Record<string, number>> = {
  ...count(1, 'access appendFile chmod chown createReadStream createWriteStream exists lchown'),
  ...count(1, 'lutimes lstat mkdir mkdtemp open openAsBlob opendir readFile readdir readlink'),
  ...count(1, 'realpath rm rmdir stat statfs truncate unlink utimes watch watchFile writeFile'),
  ...count(2, 'copyFile cp link rename symlink'),
};

function count(paths: number, names: string): Record<string, number> {
  return Object.fromEntries(names.split(' ').map((name) => [name, paths]));
}

type Call = (...args: unknown[]) => unknown;

/**
 * Lets the function find the folders where they are on AWS.
 *
 * @param places the folder here by the one there, for example `{ '/tmp': '/…/tmp-1' }`
 */
export function replacePlaces(places: Readonly<Record<string, string>>): void {
  for (const [name, paths] of Object.entries(PATHS)) {
    replace(fs, name, paths, places);
    replace(fs, `${name}Sync`, paths, places);
    replace(fs.promises, name, paths, places);
  }
  syncBuiltinESMExports();
}

function replace(
  module: object,
  name: string,
  paths: number,
  places: Readonly<Record<string, string>>,
): void {
  const original = Reflect.get(module, name) as Call | undefined;
  if (original === undefined) return;
  const call: Call = (...args) =>
    original(...args.map((arg, at) => (at < paths ? placed(arg, places) : arg)));
  Object.assign(module, {
    [name]: Object.defineProperties(call, Object.getOwnPropertyDescriptors(original)),
  });
}

function placed(path: unknown, places: Readonly<Record<string, string>>): unknown {
  const text = textOf(path);
  for (const [there, here] of Object.entries(places)) {
    if (text !== there && !text?.startsWith(`${there}/`)) continue;
    // The local cloud may lie in the machine's own /tmp: what is found by its place here is left alone.
    return process.permission.has('fs.read', text) ? path : here + text.slice(there.length);
  }
  return path;
}

function textOf(path: unknown): string | undefined {
  if (path instanceof URL && path.protocol === 'file:') return fileURLToPath(path);
  if (Buffer.isBuffer(path)) return path.toString();
  return typeof path === 'string' ? path : undefined;
}
