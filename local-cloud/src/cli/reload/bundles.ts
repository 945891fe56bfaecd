import { createRequire } from 'node:module';
import { dirname, join, posix } from 'node:path';
import type { BuildContext, BuildOptions } from 'esbuild';
import * as z from 'zod';
import { isObject } from '../../core/json.ts';
import type { Template } from '../../deploy/template.ts';
import { isZip, zipFiles } from '../../deploy/zip.ts';
import { contentOf, entriesOf } from '../../function-host/archive.ts';
import type { Package } from '../package.ts';

/** A function that is a bundle of one source, and that alone. */
interface Bundle {
  readonly logicalId: string;
  /** In the zip, and but for its ending of the source in the project. */
  readonly name: string;
  /** What it was made from, by paths from the root, as its source map says; without what is installed. */
  readonly sources: ReadonlySet<string>;
}

/** So many bundles are made again at once; what goes into more is packaged. */
const MOST = 4;
/** So many contexts are kept, of the edits made last: each holds what it has read, such as the SDK. */
const KEPT = 2;

/** To compress a bundle takes longer than to make it. */
const STORED = { level: 0 } as const;

type Context = BuildContext<{ write: false }>;

/** Nobody edits it, and the names of its files are many: they took 6 MB. */
const INSTALLED = /(?:^|\/)node_modules\//;

const sourceMap = z.object({ sources: z.array(z.string()) });

/**
 * Makes the bundles of functions again as `build.esbuild` of the Serverless Framework says, by
 * esbuild's contexts, which read again only what has changed.
 */
export class Bundles {
  readonly #root: string;
  readonly #options: BuildOptions;
  readonly #contexts = new Map<string, Context>();
  /** What was found in a zip before, by its digest and the function's id. */
  #known = new Map<string, Promise<Bundle | undefined>>();
  #closed = false;

  constructor(root: string, options: BuildOptions) {
    this.#root = root;
    this.#options = options;
  }

  /** Looks into the zips of a package before it is asked for: the first edit need not wait for that. */
  async look(made: Package): Promise<void> {
    for (const logicalId of Object.keys(made.template.Resources)) {
      if (!this.#closed) await this.#bundleOf(made, logicalId);
    }
  }

  /**
   * New zips of all functions that these files go into, by their logical ids. Undefined where a file
   * goes into none, or it is in doubt what the framework would make of it.
   */
  async make(
    made: Package,
    files: readonly string[],
  ): Promise<ReadonlyMap<string, Uint8Array> | undefined> {
    const bundles = await this.#bundlesOf(made);
    const changed = bundles.filter(({ sources }) => files.some((file) => sources.has(file)));
    const isKnown = files.every((file) => changed.some(({ sources }) => sources.has(file)));
    if (!isKnown || changed.length === 0 || changed.length > MOST) return undefined;
    return this.#build(changed);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#contexts.values()].map((context) => context.dispose()));
    this.#contexts.clear();
  }

  /** The functions of a package whose zip is a bundle and its source map. */
  async #bundlesOf(made: Package): Promise<Bundle[]> {
    const logicalIds = Object.keys(made.template.Resources);
    const used = new Set(logicalIds.map((logicalId) => knownAs(made, logicalId)));
    this.#known = new Map([...this.#known].filter(([digest]) => used.has(digest)));
    const bundles: Bundle[] = [];
    for (const logicalId of logicalIds) {
      const bundle = await this.#bundleOf(made, logicalId);
      if (bundle !== undefined) bundles.push(bundle);
    }
    return bundles;
  }

  /** Undefined: it is no function whose zip is a bundle and its source map. */
  #bundleOf(made: Package, logicalId: string): Promise<Bundle | undefined> {
    const digest = knownAs(made, logicalId);
    if (digest === undefined) return Promise.resolve(undefined);
    const known = this.#known.get(digest) ?? bundleIn(made, logicalId);
    this.#known.set(digest, known);
    return known;
  }

  /** Undefined: they do not compile, or other files come of them than were packaged. */
  async #build(bundles: readonly Bundle[]): Promise<Map<string, Uint8Array> | undefined> {
    const context = await this.#contextOf(bundles.map(({ name }) => name));
    const { outputFiles } = await context.rebuild().catch(() => ({ outputFiles: [] }));
    const contents = new Map(outputFiles.map(({ path, contents }) => [path, contents]));
    const zips = new Map<string, Uint8Array>();
    for (const { logicalId, name } of bundles) {
      const [code, map] = [name, `${name}.map`].map((file) => contents.get(join(this.#root, file)));
      if (code === undefined || map === undefined) return undefined;
      zips.set(logicalId, zipFiles({ [name]: [code, STORED], [`${name}.map`]: [map, STORED] }));
    }
    return zips;
  }

  async #contextOf(names: readonly string[]): Promise<Context> {
    const key = names.join();
    const context = this.#contexts.get(key) ?? (await this.#newContext(names));
    this.#contexts.delete(key);
    this.#contexts.set(key, context);
    const [oldest] = this.#contexts;
    if (this.#contexts.size > KEPT && oldest !== undefined) {
      this.#contexts.delete(oldest[0]);
      await oldest[1].dispose();
    }
    return context;
  }

  /** By the esbuild of the project. */
  async #newContext(names: readonly string[]): Promise<Context> {
    const { resolve } = createRequire(join(this.#root, 'package.json'));
    const esbuild: typeof import('esbuild') = (await import(resolve('esbuild'))).default;
    const extension = posix.extname(names[0]!);
    return esbuild.context({
      ...this.#options,
      absWorkingDir: this.#root,
      entryPoints: names.map((name) => `./${name.slice(0, -posix.extname(name).length)}`),
      outbase: this.#root,
      outdir: this.#root,
      outExtension: { '.js': extension },
      write: false,
      logLevel: 'silent',
    });
  }
}

/** What a template calls the zip of a function. */
export function codeOf({ Resources }: Template, logicalId: string): string | undefined {
  const { Type, Properties } = Resources[logicalId] ?? {};
  if (Type !== 'AWS::Lambda::Function' || !isObject(Properties?.Code)) return undefined;
  const { S3Key } = Properties.Code;
  return typeof S3Key === 'string' ? S3Key : undefined;
}

/** One function with one content, whatever its zip is called. Undefined: it has no zip. */
function knownAs({ template, digest }: Package, logicalId: string): string | undefined {
  const key = codeOf(template, logicalId);
  return key === undefined ? undefined : `${logicalId} ${digest(key)}`;
}

async function bundleIn(
  { template, artifact }: Package,
  logicalId: string,
): Promise<Bundle | undefined> {
  const zip = artifact(codeOf(template, logicalId)!);
  if (!isZip(zip)) return undefined;
  const entries = entriesOf(zip);
  const [code, ...others] = entries.filter(({ name }) => !name.endsWith('.map'));
  const map = entries.find(({ name }) => name === `${code?.name}.map`);
  if (code === undefined || map === undefined || others.length > 0) return undefined;
  const { name } = code;
  const handler = String(template.Resources[logicalId]!.Properties.Handler);
  if (!name.startsWith(`${handler.slice(0, handler.lastIndexOf('.'))}.`)) return undefined;
  const text = Buffer.from(await contentOf(zip, map)).toString();
  const { sources } = sourceMap.parse(JSON.parse(text));
  const paths = sources.map((path) => posix.join(dirname(name), path));
  const own = paths.filter((path) => !INSTALLED.test(path));
  return { logicalId, name, sources: new Set(own) };
}
