import { hash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import type { Package } from '../package.ts';
import type { Project } from '../project.ts';
import { LARGEST_READ, sourceDigests } from '../sources.ts';
import { Bundles, codeOf } from './bundles.ts';
import { bundlingOf } from './bundling.ts';
import { withDefinitions } from './definitions.ts';

/**
 * What comes of an edit before all is packaged again, where that is known: the package of before with
 * other definitions, or with other bundles. What is packaged then has the last word.
 */
export class Shortcut {
  readonly #project: Project;
  readonly #bundles: Bundles | undefined;
  #package: Package;
  /** Every source in JSON that may be a definition, by its path from the root: what it said when it was deployed. */
  #texts: ReadonlyMap<string, string>;
  /** The zips that were made here and are deployed, by the logical ids of their functions. */
  #zips: ReadonlyMap<string, Uint8Array> = new Map();

  constructor(project: Project, deployed: Package) {
    const bundling = bundlingOf(project, deployed);
    this.#project = project;
    this.#bundles = bundling && new Bundles(project.root, bundling);
    this.#package = deployed;
    this.#texts = textsOf(project);
    // What cannot be looked into is packaged.
    void this.#bundles?.look(deployed).catch(() => {});
  }

  /** Undefined: only packaging tells what comes of these files, which are paths from the root. */
  async take(files: readonly string[]): Promise<Package | undefined> {
    const definitions = files.filter((file) => this.#texts.has(file));
    const texts = new Map([...this.#texts, ...read(this.#project.root, definitions)]);
    const edits = definitions.map((file) => [this.#texts.get(file)!, texts.get(file)!] as const);
    const template = withDefinitions(this.#package.template, edits);
    if (template === undefined) return undefined;
    const zips = await this.#zipsWith(files.filter((file) => !this.#texts.has(file)));
    if (zips === undefined) return undefined;
    this.#zips = zips;
    this.#texts = texts;
    this.#package = withZips({ ...this.#package, template }, zips);
    return this.#package;
  }

  /** What was packaged is deployed next: zips with the same files in them stay as they are. */
  settle(made: Package): Package {
    const same = [...this.#zips].filter(([logicalId, zip]) => {
      const key = codeOf(made.template, logicalId);
      return key !== undefined && holdTheSame(made.artifact(key), zip);
    });
    this.#zips = new Map(same);
    this.#texts = textsOf(this.#project);
    this.#package = withZips(made, this.#zips);
    return this.#package;
  }

  async close(): Promise<void> {
    await this.#bundles?.close();
  }

  async #zipsWith(files: readonly string[]): Promise<ReadonlyMap<string, Uint8Array> | undefined> {
    if (files.length === 0) return this.#zips;
    const zips = await this.#bundles?.make(this.#package, files);
    return zips && new Map([...this.#zips, ...zips]);
  }
}

function withZips(made: Package, zips: ReadonlyMap<string, Uint8Array>): Package {
  const own = new Map(
    [...zips].map(([logicalId, zip]) => [codeOf(made.template, logicalId), zip] as const),
  );
  const digests = new Map([...own].map(([key, zip]) => [key, hash('sha256', zip)] as const));
  return {
    ...made,
    artifact: (key) => own.get(key) ?? made.artifact(key),
    digest: (key) => digests.get(key) ?? made.digest(key),
  };
}

function holdTheSame(one: Uint8Array, other: Uint8Array): boolean {
  const [files, others] = [unzipSync(one), unzipSync(other)];
  const names = Object.keys(files);
  return (
    names.length === Object.keys(others).length &&
    names.every((name) => name in others && Buffer.compare(files[name]!, others[name]!) === 0)
  );
}

function textsOf(project: Project): ReadonlyMap<string, string> {
  const files = [...sourceDigests(project).keys()]
    .filter((file) => file.endsWith('.json'))
    .filter((file) => {
      const size = statSync(join(project.root, file), { throwIfNoEntry: false })?.size ?? 0;
      return size <= LARGEST_READ;
    });
  return new Map(read(project.root, files));
}

/** A file that is gone says nothing. */
function read(root: string, files: readonly string[]): [string, string][] {
  return files.map((file) => {
    const path = join(root, file);
    return [file, existsSync(path) ? readFileSync(path, 'utf8') : ''];
  });
}
