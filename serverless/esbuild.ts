import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { BuildFailure, BuildOptions, OutputFile } from 'esbuild';
import { zipSync } from 'fflate';
import { BundleCache } from './bundle-cache.ts';

/** The part of the framework's object that this plugin uses. */
export interface Framework {
  readonly serviceDir: string;
  readonly configurationInput: { readonly build?: { readonly esbuild?: BuildBlock } };
  readonly service: { readonly functions: Record<string, LambdaFunction> };
  readonly configSchemaHandler: {
    defineTopLevelProperty(name: string, schema: object): void;
    /** Serverless v4 only: there the framework's own esbuild reads the block. */
    defineBuildProperty?: unknown;
  };
  readonly classes: { readonly Error: new (message: string, code: string) => Error };
}

interface LambdaFunction {
  readonly handler: string;
  package?: { artifact?: string };
}

/** Serverless v4's `build.esbuild`: esbuild's own options, and these. */
type BuildBlock = Omit<BuildOptions, 'sourcemap'> & {
  exclude?: string[];
  sourcemap?: boolean | { type?: 'inline' | 'linked' | 'external' };
};

/** Bundles each function into a zip of its own, as Serverless v4 does by itself. */
export default class EsbuildPlugin {
  readonly hooks: Readonly<Record<string, () => Promise<void>>>;
  readonly #framework: Framework;

  constructor(framework: Framework) {
    this.#framework = framework;
    const standsAside = framework.configSchemaHandler.defineBuildProperty !== undefined;
    if (!standsAside) {
      framework.configSchemaHandler.defineTopLevelProperty('build', { type: 'object' });
    }
    const bundle = () => this.#bundle();
    this.hooks = standsAside
      ? {}
      : {
          'before:package:createDeploymentArtifacts': bundle,
          'before:deploy:function:packageFunction': bundle,
        };
  }

  async #bundle(): Promise<void> {
    const { serviceDir, service } = this.#framework;
    const functions = Object.entries(service.functions);
    const sources = functions.map(([, { handler }]) => sourceOf(handler));
    const zips = await this.#zips([...new Set(sources)]);
    mkdirSync(join(serviceDir, '.serverless'), { recursive: true });
    for (const [name, definition] of functions) {
      const artifact = join('.serverless', `${name}.zip`);
      writeFileSync(join(serviceDir, artifact), zips.get(sourceOf(definition.handler))!);
      definition.package = { ...definition.package, artifact };
    }
  }

  /** By source: as it was bundled last where nothing has changed since, or bundled now. */
  async #zips(sources: readonly string[]): Promise<Map<string, Uint8Array>> {
    const { serviceDir, configurationInput } = this.#framework;
    const block = configurationInput.build?.esbuild ?? {};
    const bundler = await esbuild();
    const cache = new BundleCache(serviceDir, [bundler.version, block]);
    const zips = new Map<string, Uint8Array>();
    for (const source of sources) {
      const zip = cache.get(source);
      if (zip !== undefined) zips.set(source, zip);
    }
    const missing = sources.filter((source) => !zips.has(source));
    if (missing.length > 0) giveBackMemory();
    const batches = some(missing);
    const build = (those: readonly string[] | undefined) =>
      those && bundler.build(buildOptions(block, serviceDir, those));
    let next = build(batches[0]);
    for (const [at, those] of batches.entries()) {
      const { outputFiles, metafile } = await next!.catch((failure: BuildFailure) => {
        throw new this.#framework.classes.Error(problems(failure), 'ESBUILD_FAILED');
      });
      // esbuild is a process of its own: it goes on while these are zipped.
      next = build(batches[at + 1]);
      for (const source of those) {
        const zip = zipOf(outputFiles, serviceDir, source);
        cache.put(source, zip, metafile);
        zips.set(source, zip);
      }
    }
    await bundler.stop();
    return zips;
  }
}

/**
 * What the framework checks a service with it compiles once for each machine, and leaves 180 MB of garbage:
 * esbuild needs as much.
 */
function giveBackMemory(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

/**
 * So many functions are bundled at once. esbuild keeps what it has read, and each function has the
 * SDK in it: all at once take more than a gigabyte.
 */
const AT_ONCE = 4;

/** All of them, some at a time. */
function some(all: readonly string[]): string[][] {
  const count = Math.ceil(all.length / AT_ONCE);
  return Array.from({ length: count }, (_, at) => all.slice(at * AT_ONCE, (at + 1) * AT_ONCE));
}

/**
 * esbuild's binary is an optional package of it, one for each platform. Where npm was to leave those
 * out, esbuild as WebAssembly gives the same, and takes longer.
 */
async function esbuild(): Promise<typeof import('esbuild')> {
  const { resolve } = createRequire(createRequire(import.meta.url).resolve('esbuild'));
  try {
    resolve(`@esbuild/${process.platform}-${process.arch}/package.json`);
  } catch {
    return import('esbuild-wasm');
  }
  // Of Go, that esbuild is written in: with so much memory it collects garbage, and not before.
  process.env.GOMEMLIMIT ??= '210MiB';
  return import('esbuild');
}

/** `functions/x/y.handler` is the export `handler` of `functions/x/y.ts`. */
function sourceOf(handler: string): string {
  return `${handler.slice(0, handler.lastIndexOf('.'))}.ts`;
}

function buildOptions(
  { exclude, sourcemap, external = [], ...block }: BuildBlock,
  serviceDir: string,
  sources: readonly string[],
) {
  return {
    bundle: true,
    ...block,
    external: [...external, ...(exclude ?? ['@aws-sdk/*'])],
    sourcemap: typeof sourcemap === 'object' ? (sourcemap.type ?? true) : (sourcemap ?? true),
    platform: 'node',
    absWorkingDir: serviceDir,
    entryPoints: [...sources],
    outbase: serviceDir,
    outdir: serviceDir,
    // Lambda finds the handler in an .mjs file: the zip needs no package.json to say "module".
    outExtension: { '.js': '.mjs' },
    write: false,
    metafile: true,
    logLevel: 'silent',
  } satisfies BuildOptions;
}

/** Without a system that knows file modes, Lambda could not read what it unpacks. */
const UNIX = 3;

function zipOf(files: readonly OutputFile[], serviceDir: string, source: string): Uint8Array {
  const bundle = source.replace(/\.ts$/, '.mjs');
  const entries = [bundle, `${bundle}.map`].flatMap((name) => {
    const file = files.find(({ path }) => path === join(serviceDir, name));
    return file ? [[name, file.contents] as const] : [];
  });
  // The same code gives the same bytes, and so no redeployment. Zips hold local time: the date is
  // made from its parts, which are the same in every time zone.
  const mtime = new Date(1980, 0, 1);
  return zipSync(Object.fromEntries(entries), { mtime, os: UNIX, attrs: 0o644 << 16, level: 6 });
}

function problems({ errors = [], message }: BuildFailure): string {
  const lines = errors.map(({ text, location }) =>
    location ? `${location.file}:${location.line}: ${text}` : text,
  );
  return `Cannot bundle the functions.\n${lines.length > 0 ? lines.join('\n') : message}`;
}
