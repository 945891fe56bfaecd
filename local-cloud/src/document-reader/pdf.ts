import { createRequire } from 'node:module';
import path from 'node:path';
import type { Canvas } from '@napi-rs/canvas';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import { largestPicture } from './largest-picture.ts';
import { type Matrix, multiplied } from './matrix.ts';
import type { Page } from './messages.ts';
import { UnreadableDocument } from './problem.ts';
import { type Run, wordsOf } from './text-layer.ts';

/** Pictures with more pixels are left out: a bomb of a picture would take all memory. */
const MOST_PIXELS = 60_000_000;
/** As scans have it: fewer dots make letters hard to tell, more make recognition slow. */
const DOTS_PER_INCH = 200;
const LONGEST_SIDE = 3500;
/** Pixels for each point: below 120 dots per inch letters have to be drawn larger. */
const LEAST_DENSITY = 120 / 72;

type PdfJs = typeof import('pdfjs-dist');

/**
 * Opens a PDF.
 *
 * @param strict pages of which something had to be left out cannot be read, then
 * @throws UnreadableDocument encrypted, corrupt
 */
export async function openPdf(bytes: Uint8Array, strict = false): Promise<PDFDocumentProxy> {
  const pdfjs: PdfJs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const home = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const below = (folder: string) => `${path.join(home, folder)}/`;
  try {
    return await pdfjs.getDocument({
      data: new Uint8Array(bytes),
      stopAtErrors: strict,
      verbosity: 0,
      maxImageSize: MOST_PIXELS,
      enableXfa: false,
      useSystemFonts: false,
      standardFontDataUrl: below('standard_fonts'),
      cMapUrl: below('cmaps'),
      wasmUrl: below('wasm'),
    }).promise;
  } catch (error) {
    const encrypted = error instanceof Error && error.name === 'PasswordException';
    throw new UnreadableDocument(encrypted ? 'encrypted' : 'corrupt', { cause: error });
  }
}

/** The page by its text layer. Undefined: it has none that can be trusted, and is a picture. */
export async function textOf(page: PDFPageProxy): Promise<Page | undefined> {
  const view = page.getViewport({ scale: 1 });
  const { items } = await page.getTextContent();
  const runs: Run[] = [];
  for (const item of items) {
    if (!('str' in item) || item.str === '') continue;
    const [a, b, , , e, f] = multiplied(
      view.transform as unknown as Matrix,
      item.transform as unknown as Matrix,
    );
    // Text that stands on its side is no part of a line.
    if (Math.abs(b) > Math.abs(a) * 0.2 || a <= 0) continue;
    runs.push({ text: plain(item.str), x: e, y: f, width: item.width, size: Math.hypot(a, b) });
  }
  if (!(await isText(runs, page))) return undefined;
  const { width, height } = view;
  return { number: page.pageNumber, width, height, skew: 0, words: wordsOf(runs) };
}

/** Letters that stand for two, and blanks of all widths, as people type them. */
function plain(text: string): string {
  return text.normalize('NFKC').replace(/[\u00ad\u200b-\u200d\ufeff]/g, '');
}

/** Below so many letters a page that is mostly a picture is a scan with a stamp, not a text. */
const FEW_LETTERS = 200;
const MOSTLY = 0.3;

async function isText(runs: readonly Run[], page: PDFPageProxy): Promise<boolean> {
  const text = runs.map((run) => run.text).join('');
  const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  // Fonts that do not say what their glyphs mean.
  const unknown = text.match(/[\p{Co}\p{Cc}\ufffd]/gu)?.length ?? 0;
  if (unknown > letters / 4) return false;
  if (letters >= FEW_LETTERS) return true;
  const { share } = await largestPicture(page);
  return share < (letters === 0 ? 0.001 : MOSTLY);
}
/** The page as a picture. */
export async function pictureOf(page: PDFPageProxy): Promise<Canvas> {
  const { createCanvas } = await import('@napi-rs/canvas');
  const { width, height } = page.getViewport({ scale: 1 });
  // A scan is shown dot for dot: letters blur when they are drawn a little larger.
  const { share, density } = await largestPicture(page);
  const isScan = share > MOSTLY && density > LEAST_DENSITY;
  const wanted = isScan ? density : DOTS_PER_INCH / 72;
  const scale = Math.min(wanted, LONGEST_SIDE / Math.max(width, height));
  const viewport = page.getViewport({ scale });
  const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
  await page.render({ canvas: canvas as never, viewport }).promise;
  return canvas;
}
