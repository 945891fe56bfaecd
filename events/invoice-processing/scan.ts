import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Canvas, createCanvas } from '@napi-rs/canvas';

/** How a page comes out of the scanner. */
export interface ScanOptions {
  /** How far it lies askew, clockwise. Default 1. */
  readonly degrees?: number;
  /** Dots per inch. Default 200. */
  readonly dpi?: number;
  /** Default png. */
  readonly format?: 'png' | 'jpeg';
  /** What the grain is drawn from: the same seed, the same grain. Default 1. */
  readonly seed?: number;
}

/** A PDF's unit: 72 to the inch. */
const POINTS = 72;

/** The pages of a PDF as they come out of a scanner: an image of each. */
export async function scan(
  pdf: Uint8Array,
  { degrees = 1, dpi = 200, format = 'png', seed = 1 }: ScanOptions = {},
): Promise<Uint8Array[]> {
  const pages: Uint8Array[] = [];
  for await (const page of rendered(pdf, dpi / POINTS)) {
    const askew = rotated(page, degrees);
    addGrain(askew, seed + pages.length);
    pages.push(await (format === 'png' ? askew.encode('png') : askew.encode('jpeg', 85)));
  }
  return pages;
}

async function* rendered(pdf: Uint8Array, scale: number): AsyncGenerator<Canvas> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const pdfjs = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const loading = getDocument({
    data: new Uint8Array(pdf),
    // Fonts that a PDF names and does not bring, as Helvetica.
    standardFontDataUrl: join(pdfjs, 'standard_fonts/'),
    verbosity: 0,
  });
  const document = await loading.promise;
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const viewport = page.getViewport({ scale });
    const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
    await page.render({ canvas: canvas as never, viewport }).promise;
    yield canvas;
  }
  await loading.destroy();
}

function rotated(page: Canvas, degrees: number): Canvas {
  const { width, height } = page;
  const askew = createCanvas(width, height);
  const context = askew.getContext('2d');
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.translate(width / 2, height / 2);
  context.rotate((degrees * Math.PI) / 180);
  context.drawImage(page, -width / 2, -height / 2);
  return askew;
}

/** Every fourth dot or so is lighter or darker than it was. */
function addGrain(canvas: Canvas, seed: number): void {
  const context = canvas.getContext('2d');
  const image = context.getImageData(0, 0, canvas.width, canvas.height);
  const next = randomFrom(seed);
  for (let at = 0; at < image.data.length; at += 4) {
    const random = next();
    if (random > 0.25) continue;
    const change = Math.round((random / 0.25) * 80 - 40);
    for (let color = at; color < at + 3; color++) image.data[color]! += change;
  }
  context.putImageData(image, 0, 0);
}

/** Numbers from 0 to 1, always the same: mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
