import { execFile } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import type { ScanOptions } from './scan.ts';

/** In bytes: some times what a page takes. */
const LARGEST = 2 ** 26;

/**
 * The first page of a PDF as it comes out of a scanner, drawn in a process of its own: it takes 60 MB of
 * memory with it when it ends, which whoever runs the scenarios would keep.
 */
export async function scanApart(pdf: Uint8Array, options: ScanOptions): Promise<Uint8Array> {
  const drawn = promisify(execFile)(
    process.execPath,
    ['--no-warnings', '--max-semi-space-size=1', import.meta.filename, JSON.stringify(options)],
    { encoding: 'buffer', maxBuffer: LARGEST, env: { ...process.env, ...compileCache() } },
  );
  // Where it ends early, what it says of that is the error, and not that it no longer listens.
  drawn.child.stdin!.on('error', () => {}).end(pdf);
  return (await drawn).stdout;
}

/** Ours: what was compiled once need not be again, and no types need be stripped. */
function compileCache(): NodeJS.ProcessEnv {
  const folder = getCompileCacheDir();
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) };
}

if (import.meta.main) {
  const { scan } = await import('./scan.ts');
  const [page] = await scan(await buffer(process.stdin), JSON.parse(process.argv[2]!));
  process.stdout.write(page!);
}
