import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import module from 'node:module';
import path from 'node:path';
import { writeWhole } from './code.ts';

/** What a process starts with, once the runtime is JavaScript. */
const ENTRY = 'main.js';

/**
 * Writes the runtime as plain JavaScript, once for each version of it: every process would
 * otherwise load the type stripper, which takes as long as the rest of its start. It is kept where
 * Node keeps what it has compiled, if it does: the stripper stays out of our own process, too, where
 * it would take 15 MB. What is installed from a registry is compiled already.
 *
 * @returns the module to start processes with
 */
export async function runtimeEntry(cacheFolder: string): Promise<string> {
  const source = path.join(import.meta.dirname, 'runtime');
  const compiled = path.join(source, ENTRY);
  if (existsSync(compiled)) return compiled;
  const names = readdirSync(source).filter((name) => /(?<!\.test)\.ts$/.test(name));
  const files: Record<string, string> = { 'package.json': '{"type":"module"}' };
  const hash = createHash('sha256').update(process.version);
  for (const name of names.sort()) {
    const text = readFileSync(path.join(source, name), 'utf8');
    hash.update(name).update(text);
    files[name.replace(/\.ts$/, '.js')] = text;
  }
  const kept = module.getCompileCacheDir() ?? cacheFolder;
  const folder = path.resolve(kept, 'runtime', hash.digest('hex').slice(0, 16));
  if (!existsSync(folder)) await writeWhole(folder, stripped(files));
  return path.join(realpathSync(folder), ENTRY);
}

function stripped(files: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(files).map(([name, text]) => [
    name,
    name.endsWith('.js')
      ? withoutTypes(text).replace(/((?:from|import\() ?'\.[^']+)\.ts'/g, "$1.js'")
      : text,
  ]);
  return Object.fromEntries(entries);
}

/** Without the warning that Node's own type stripping is experimental: it runs this whole project. */
function withoutTypes(text: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return module.stripTypeScriptTypes(text);
  } finally {
    process.emitWarning = emitWarning;
  }
}
