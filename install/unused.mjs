import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Removes what packages bring and nothing here ever loads: a quarter of what npm installs. Each path
 * is a package and what goes of it; `*` stands for any part of one name.
 */
const UNUSED = [
  // To compile addons in C.
  'node-*/include',
  // For browsers.
  'pdfjs-dist/build',
  'pdfjs-dist/image_decoders',
  'pdfjs-dist/web',
  'pdf-lib/dist',
  'pdf-lib/es',
  'sinon/pkg',
  'tesseract.js-core/*.wasm.js',
  // On Node tesseract.js takes the cores that can recognise both ways.
  'tesseract.js-core/*-lstm.*',
  // Models that are slower than those of `4.0.0_best_int`, and no surer.
  '@tesseract.js-data/*/4.0.0',
  // Pages to look at traces and reports.
  'playwright-core/lib/vite',
  // For debuggers, and for compilers of long ago.
  'pdfjs-dist/legacy/build/*.map',
  'pdf-lib/src',
  'pdf-lib/ts3.4',
  'zod/src',
  '@aws-sdk/*/dist-types/ts3.4',
  '@smithy/*/dist-types/ts3.4',
];

const modules = join(import.meta.dirname, '../node_modules');
for (const pattern of UNUSED) {
  for (const path of matching(modules, pattern.split('/'))) rmSync(path, { recursive: true });
}

/** @returns {string[]} the paths below a folder that a pattern's parts stand for */
function matching(folder, [part, ...rest]) {
  const name = new RegExp(`^${part.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
  const found = entriesOf(folder).filter((entry) => name.test(entry));
  const paths = found.map((entry) => join(folder, entry));
  return rest.length === 0 ? paths : paths.flatMap((path) => matching(path, rest));
}

/** @returns {string[]} none of what is no folder, or not installed here */
function entriesOf(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
