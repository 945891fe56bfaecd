import { hash } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join, posix } from 'node:path';
import type { BuildContext, BuildOptions } from 'esbuild';
import { unzipSync } from 'fflate';
import * as z from 'zod';
import { isObject } from '../../core/json.ts';
import type { Template } from '../../deploy/template.ts';
import { zipFiles } from '../../deploy/zip.ts';
import type { Package } from '../package.ts';

/** A function that is a bundle of one source, and that alone. */
interface Bundle {
  readonly logicalId: string;
  /** In the zip, and but for its ending of the source in the project. */
  readonly name: string;
  /** What it was made from, by paths from the root, as its source map says. */
  readonly sources: ReadonlySet<string>;
}

/** So many bundles are made again at once; what goes into more is packaged. */
const MOST = 4;
/** So many contexts are kept, of the edits made last: each holds what it has read, such as the SDK. */
const KEPT = 2;

/** To compress a bundle takes longer than to make it. */
const STORED = { level: 0 } as const;

type Context = BuildContext<{ write: false }>;

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
  #known = new Map<string, Bundle | undefined>();

  constructor(root: string, options: BuildOptions) {
    this.#root = root;
    this.#options = options;
  }

  /**
   * New zips of all functions that these files go into, by their logical ids. Undefined where a file
   * goes into none, or it is in doubt what the framework would make of it.
   */
  async make(
    made: Package,
    files: readonly string[],
  ): Promise<ReadonlyMap<string, Uint8Array> | undefined> {
    const bundles = this.#bundlesOf(made);
    const changed = bundles.filter(({ sources }) => files.some((file) => sources.has(file)));
    const isKnown = files.every((file) => changed.some(({ sources }) => sources.has(file)));
    if (!isKnown || changed.length === 0 || changed.length > MOST) return undefined;
    return this.#build(changed);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#contexts.values()].map((context) => context.dispose()));
    this.#contexts.clear();
  }

  /** The functions of a package whose zip is a bundle and its source map. */
  #bundlesOf({ template, artifact }: Package): Bundle[] {
    const known = new Map<string, Bundle | undefined>();
    for (const [logicalId, { Properties }] of Object.entries(template.Resources)) {
      const key = codeOf(template, logicalId);
      if (key === undefined) continue;
      const zip = artifact(key);
      const digest = `${logicalId} ${hash('sha256', zip)}`;
      const bundle = this.#known.has(digest)
        ? this.#known.get(digest)
        : bundleIn(logicalId, zip, String(Properties.Handler));
      known.set(digest, bundle);
    }
    this.#known = known;
    return [...known.values()].filter((bundle) => bundle !== undefined);
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

function bundleIn(logicalId: string, zip: Uint8Array, handler: string): Bundle | undefined {
  const names: string[] = [];
  const maps = unzipSync(zip, {
    filter: ({ name }) => names.push(name) > 0 && name.endsWith('.map'),
  });
  const [name, ...others] = names.filter((one) => !(one in maps));
  const map = name === undefined ? undefined : maps[`${name}.map`];
  const isOfHandler = name?.startsWith(`${handler.slice(0, handler.lastIndexOf('.'))}.`);
  if (name === undefined || map === undefined || others.length > 0 || !isOfHandler)
    return undefined;
  const { sources } = sourceMap.parse(JSON.parse(Buffer.from(map).toString()));
  const paths = sources.map((path) => posix.join(dirname(name), path));
  return { logicalId, name, sources: new Set(paths) };
}
