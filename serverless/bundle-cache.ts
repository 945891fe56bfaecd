import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import type { Metafile } from 'esbuild';

/** What counts besides the files that go into a bundle: how they are found, and how they are bundled. */
const ALWAYS = [
  'package.json',
  'tsconfig.json',
  'node_modules/.package-lock.json',
  'serverless/esbuild.ts',
  'serverless/bundle-cache.ts',
];

/** By path from the service's folder, the digest of a file; of one that is not there, "". */
type Digests = Readonly<Record<string, string>>;

interface Entry {
  readonly inputs: Digests;
  readonly zip: string;
}

/**
 * The zips of functions as they were bundled last. One is good as long as every file that it was made
 * from has the content it had then, the SDK's too. They lie where `npm ci` removes them:
 * `node_modules/.cache`. `BUNDLE_CACHE=off` has everything bundled anew.
 */
export class BundleCache {
  readonly #serviceDir: string;
  readonly #options: string;
  /** Undefined: nothing is kept, as where the service has no packages of its own. */
  readonly #folder: string | undefined;
  readonly #digests = new Map<string, string>();
  /** In milliseconds of the epoch. */
  readonly #began = Date.now();

  /** @param options - all that a bundle depends on besides its files. */
  constructor(serviceDir: string, options: unknown) {
    this.#serviceDir = serviceDir;
    const packages = join(serviceDir, 'node_modules');
    const isThere = existsSync(packages);
    // Bundles name their files from the service's folder, and packages where they really lie.
    const place = isThere && relative(serviceDir, realpathSync(packages));
    this.#options = JSON.stringify([options, place]);
    const isWanted = isThere && process.env.BUNDLE_CACHE !== 'off';
    this.#folder = isWanted ? join(packages, '.cache/bundles') : undefined;
  }

  /** The zip of that source, unless a file has changed since it was made. */
  get(source: string): Uint8Array | undefined {
    const entry = this.#read(source);
    const isFresh =
      entry !== undefined &&
      Object.entries(entry.inputs).every(([file, digest]) => this.#digestOf(file) === digest);
    return isFresh ? Buffer.from(entry.zip, 'base64') : undefined;
  }

  /** Keeps a zip, unless a file has changed since this began. */
  put(source: string, zip: Uint8Array, metafile: Metafile): void {
    if (this.#folder === undefined) return;
    const files = [...ALWAYS, ...inputsOf(source, metafile)];
    if (files.some((file) => this.#changedAt(file) >= this.#began)) return;
    const inputs = Object.fromEntries(files.map((file) => [file, this.#digestOf(file)]));
    const entry: Entry = { inputs, zip: Buffer.from(zip).toString('base64') };
    const file = join(this.#folder, this.#nameOf(source));
    mkdirSync(this.#folder, { recursive: true });
    // Whoever packages at the same time reads a whole entry.
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(entry));
    renameSync(`${file}.${process.pid}`, file);
  }

  #changedAt(file: string): number {
    return statSync(join(this.#serviceDir, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  }

  #read(source: string): Entry | undefined {
    if (this.#folder === undefined) return undefined;
    try {
      return JSON.parse(readFileSync(join(this.#folder, this.#nameOf(source)), 'utf8'));
    } catch {
      // There is none, or it is not whole: it is made anew.
      return undefined;
    }
  }

  #nameOf(source: string): string {
    return `${sha256(`${this.#options}\0${source}`)}.json`;
  }

  #digestOf(file: string): string {
    const known = this.#digests.get(file);
    if (known !== undefined) return known;
    const digest = digestOf(join(this.#serviceDir, file));
    this.#digests.set(file, digest);
    return digest;
  }
}

/** What the bundle of a source is made from: all that it imports, used or not. */
function inputsOf(source: string, { inputs }: Metafile): Set<string> {
  const found = new Set([source]);
  for (const file of found) {
    for (const { path, external } of inputs[file]!.imports) if (!external) found.add(path);
  }
  return found;
}

function digestOf(path: string): string {
  return existsSync(path) ? sha256(readFileSync(path)) : '';
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
