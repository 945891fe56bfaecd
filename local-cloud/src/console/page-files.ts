import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALONE, plain } from '../core/html.ts';
import type { HttpResponse, Mount } from '../gateway/dispatcher.ts';

/** Where the page finds what it is made of. */
export const PAGE_FILES = '/_local/console/';

/** The console's script and style. */
interface PageFiles {
  readonly script: string;
  readonly style: string;
}

/** `/_local/console/...`: the script and the style of the page, and nothing else. */
export function pageFilesMount(files: () => Promise<PageFiles> = once(pageFiles)): Mount {
  return {
    prefix: PAGE_FILES,
    async handle({ method, path }) {
      if (method !== 'GET' && method !== 'HEAD') return plain(405, 'This can only be read.');
      if (path === `${PAGE_FILES}page.js`) return file('text/javascript', (await files()).script);
      if (path === `${PAGE_FILES}page.css`) return file('text/css', (await files()).style);
      return plain(404, `There are only ${PAGE_FILES}page.js and ${PAGE_FILES}page.css.`);
    },
  };
}

function file(type: string, body: string): HttpResponse {
  return { status: 200, headers: { ...ALONE, 'content-type': `${type}; charset=utf-8` }, body };
}

/** As they were packed with the package; in the repository they are bundled from their sources. */
async function pageFiles(): Promise<PageFiles> {
  const packed = join(import.meta.dirname, 'page');
  if (existsSync(packed)) {
    const read = (name: string) => readFileSync(join(packed, name), 'utf8');
    return { script: read('page.js'), style: read('page.css') };
  }
  const bundler = new URL('../../console/bundle.ts', import.meta.url).href;
  const { bundle } = (await import(bundler)) as { bundle(): Promise<PageFiles> };
  return bundle();
}

/** What a function gives, asked for once; again where that failed. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
