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
  for await (const page of rendered(pdf, dpi / POINTS, degrees)) {
    addGrain(page, seed + pages.length);
    pages.push(await (format === 'png' ? page.encode('png') : page.encode('jpeg', 85)));
  }
  return pages;
}

async function* rendered(pdf: Uint8Array, scale: number, degrees: number): AsyncGenerator<Canvas> {
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
    const transform = askew(canvas, degrees);
    await page.render({ canvas: canvas as never, viewport, transform }).promise;
    yield canvas;
  }
  await loading.destroy();
}

/** What turns a page around its middle, clockwise. */
function askew({ width, height }: Canvas, degrees: number): number[] {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [x, y] = [width / 2, height / 2];
  return [cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y];
}

/** How many lines of dots are drawn at a time: a whole page of them takes 15 MB. */
const LINES = 64;

/** Every fourth dot or so is lighter or darker than it was. */
function addGrain(page: Canvas, seed: number): void {
  const next = randomFrom(seed);
  const strip = createCanvas(page.width, LINES);
  const context = strip.getContext('2d');
  const grain = context.createImageData(strip.width, strip.height);
  for (let top = 0; top < page.height; top += LINES) {
    drawGrain(grain.data, next);
    context.putImageData(grain, 0, 0);
    page.getContext('2d').drawImage(strip, 0, top);
  }
}

/** Black or white, and how much of it. */
function drawGrain(dots: Uint8ClampedArray, next: () => number): void {
  for (let at = 0; at < dots.length; at += 4) {
    const random = next() / 0.25;
    const change = random > 1 ? 0 : Math.round(random * 80 - 40);
    dots.fill(change > 0 ? 255 : 0, at, at + 3);
    dots[at + 3] = Math.abs(change);
  }
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
