import { readFileSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

/** As V8 reads it: the last one counts. */
const COMMENT = /\/\/[#@][ \t]sourceMappingURL=[^\s'"]+/g;

/**
 * Traces stacks to their sources, as `--enable-source-maps` does. Node reads the map of every module that it
 * loads then, which takes 25 ms and 9 MB where the SDK is in a bundle, though hardly a stack is ever read.
 * Here a map is read with the first stack that its file is in, and goes with the garbage.
 */
export function mapStacks(): void {
  // Node's own, which goes by the maps that Node has.
  const { prepareStackTrace } = Error;
  const maps = new Maps();
  Error.prepareStackTrace = (error, sites) => {
    for (const site of sites) maps.have(site.getFileName());
    return prepareStackTrace!(error, sites);
  };
}

/** What Node has the maps of files by. */
class Maps {
  readonly #holders = new Map<string, WeakRef<object>>();

  /** Sees to it that Node has the file's map, if it has one, at least until the event loop goes on. */
  have(file: string | null | undefined): void {
    if (!file || this.#holders.get(file)?.deref() !== undefined) return;
    this.#holders.set(file, new WeakRef(withMap(file)));
  }
}

/** Node takes the map of a file from whatever it compiles under that name, and keeps it for as long as that module. */
function withMap(file: string): object {
  try {
    const path = file.startsWith('file:') ? fileURLToPath(file) : file;
    const comment = readFileSync(path, 'utf8').match(COMMENT)?.at(-1);
    if (comment === undefined) return NONE;
    process.setSourceMapsEnabled(true);
    const compiled = new module.Module(path);
    (compiled as unknown as Compiling)._compile(comment, path);
    return compiled;
  } catch {
    // It is no file, or none that this process may read: the stack stays as it is there.
    return NONE;
  }
}

/** Never goes: such a file is read once. */
const NONE = {};

/** Told by the types of no version, and what loaders of TypeScript have always gone by. */
interface Compiling {
  _compile(code: string, path: string): unknown;
}
