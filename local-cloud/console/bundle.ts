import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';

const OPTIONS: BuildOptions = {
  absWorkingDir: import.meta.dirname,
  entryPoints: { page: 'main.tsx', style: 'style.css' },
  outdir: 'page',
  bundle: true,
  minify: true,
  format: 'esm',
  target: ['chrome120', 'firefox121', 'safari17.4'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  write: false,
  logLevel: 'silent',
};

/** The console's script and style, from the sources beside this file. Neither needs anything else. */
export async function bundle(): Promise<{ script: string; style: string }> {
  const esbuild = await bundler();
  const { outputFiles = [] } = await esbuild.build(OPTIONS);
  await esbuild.stop();
  const text = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))!.text;
  return { script: text('page.js'), style: text('style.css') };
}

/** The binary is an optional package of esbuild; as WebAssembly it gives the same, and takes longer. */
async function bundler(): Promise<typeof import('esbuild')> {
  const esbuild = await import('esbuild');
  const works = await esbuild.transform('').then(
    () => true,
    () => false,
  );
  return works ? esbuild : import('esbuild-wasm');
}

/** For `npm pack`: writes both to where the compiled package looks for them. */
if (import.meta.main) {
  const folder = join(import.meta.dirname, '../dist/console/page');
  const { script, style } = await bundle();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'page.js'), script);
  writeFileSync(join(folder, 'page.css'), style);
}
