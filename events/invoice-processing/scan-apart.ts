import { execFile } from 'node:child_process';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { type ScanOptions, scan } from './scan.ts';

/** In bytes: some times what a page takes. */
const LARGEST = 2 ** 26;

/**
 * The first page of a PDF as it comes out of a scanner, drawn in a process of its own: it takes 60 MB of
 * memory with it when it ends, which whoever runs the scenarios would keep.
 */
export async function scanApart(pdf: Uint8Array, options: ScanOptions): Promise<Uint8Array> {
  const drawn = promisify(execFile)(
    process.execPath,
    ['--no-warnings', import.meta.filename, JSON.stringify(options)],
    { encoding: 'buffer', maxBuffer: LARGEST },
  );
  // Where it ends early, what it says of that is the error, and not that it no longer listens.
  drawn.child.stdin!.on('error', () => {}).end(pdf);
  return (await drawn).stdout;
}

if (import.meta.main) {
  const [page] = await scan(await buffer(process.stdin), JSON.parse(process.argv[2]!));
  process.stdout.write(page!);
}
