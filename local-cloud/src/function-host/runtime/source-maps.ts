import { readFileSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

/** As V8 reads it: the last one counts. */
const COMMENT = /\/\/[#@][ \t]sourceMappingURL=[^\s'"]+/g;

/**
 * Traces stacks to their sources, as `--enable-source-maps` does. Node reads the map of every module that it
 * loads then, which takes 25 ms and 9 MB where the SDK is in a bundle, though hardly a stack is ever read.
 * Here a map is read with the first stack that its file is in.
 */
export function mapStacks(): void {
  // Node's own, which goes by the maps that Node has.
  const { prepareStackTrace } = Error;
  const known = new Set<string>();
  Error.prepareStackTrace = (error, sites) => {
    for (const file of sites.map((site) => site.getFileName())) {
      if (!file || known.has(file)) continue;
      known.add(file);
      readMap(file);
    }
    return prepareStackTrace!(error, sites);
  };
}

/** Node takes the map of a file from whatever it compiles under that name: the comment alone is enough. */
function readMap(file: string): void {
  try {
    const path = file.startsWith('file:') ? fileURLToPath(file) : file;
    const comment = readFileSync(path, 'utf8').match(COMMENT)?.at(-1);
    if (comment === undefined) return;
    process.setSourceMapsEnabled(true);
    const compiled = new module.Module(path) as unknown as Compiling;
    compiled._compile(comment, path);
  } catch {
    // It is no file, or none that this process may read: the stack stays as it is there.
  }
}

/** Told by the types of no version, and what loaders of TypeScript have always gone by. */
interface Compiling {
  _compile(code: string, path: string): unknown;
}
