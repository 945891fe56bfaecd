import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Box, Word } from './messages.ts';
import { band, graymap, type Raster } from './raster.ts';

/** German before English: its letters are English's and more. */
const LANGUAGES = ['deu', 'eng', 'fra'];

/** Integer versions of the best models: as sure as the others, and quicker. */
const MODELS = '4.0.0_best_int';

/** Tesseract as WebAssembly, the quickest first: which one runs is up to the processor. */
const CORES = ['relaxedsimd', 'simd'].map((kind) => `tesseract-core-${kind}`);

/** What is used here of Tesseract: https://github.com/naptha/tesseract.js-core */
interface Core {
  readonly FS: {
    writeFile(name: string, bytes: Uint8Array): void;
    unlink(name: string): void;
  };
  readonly TessBaseAPI: new () => Tesseract;
}

interface Tesseract {
  /** Gives 0, or -1 where a model cannot be read. */
  Init(folder: null, languages: string, engine: number): number;
  /** Takes the picture in the file `/input`, turned by an angle. */
  SetImageFile(exifOrientation: number, radians: number): number;
  Recognize(progress: null): number;
  GetJSONText(): string;
}

/** What the JSON says, in pixels. */
interface Recognised {
  readonly blocks?: readonly Block[];
}

interface Block {
  readonly paragraphs: readonly { readonly lines: readonly { readonly words: Found[] }[] }[];
}

interface Found {
  readonly text: string;
  readonly confidence: number;
  readonly bbox: Readonly<Record<'x0' | 'y0' | 'x1' | 'y1', number>>;
}

/** The engine that is a neural network. */
const LSTM_ONLY = 1;

/** Tesseract, warm from the first page on. A page goes through it in halves: that takes less memory. */
export class Recognition {
  #core: Promise<readonly [Core, Tesseract]> | undefined;

  /** The words of a picture, in its pixels. */
  async words(raster: Raster): Promise<Word[]> {
    this.#core ??= startTesseract();
    const [core, tesseract] = await this.#core;
    const middle = emptyRow(raster);
    const upper = recognised(core, tesseract, band(raster, 0, middle));
    const under = recognised(core, tesseract, band(raster, middle, raster.height));
    return [...upper, ...under.map((word) => lower(word, middle))];
  }
}

async function startTesseract(): Promise<readonly [Core, Tesseract]> {
  const core = await startCore();
  for (const language of LANGUAGES) core.FS.writeFile(fileOf(language), await model(language));
  const tesseract = new core.TessBaseAPI();
  const code = tesseract.Init(null, LANGUAGES.join('+'), LSTM_ONLY);
  if (code !== 0) throw new Error(`Tesseract cannot read its models: ${code}`);
  for (const language of LANGUAGES) core.FS.unlink(fileOf(language));
  return [core, tesseract];
}

/** Without tesseract.js, which brings it: that would run it in a thread, with a heap of its own. */
async function startCore(): Promise<Core> {
  const { resolve } = createRequire(import.meta.url);
  const require = createRequire(resolve('tesseract.js/package.json'));
  for (const name of CORES) {
    const start: () => Promise<Core> = require(`tesseract.js-core/${name}`);
    const core = await start().catch(() => undefined);
    if (core !== undefined) return core;
  }
  return require('tesseract.js-core/tesseract-core')();
}

function fileOf(language: string): string {
  return `./${language}.traineddata`;
}

async function model(language: string): Promise<Uint8Array> {
  const { resolve } = createRequire(import.meta.url);
  const home = path.dirname(resolve(`@tesseract.js-data/${language}/package.json`));
  return gunzipSync(await readFile(path.join(home, MODELS, `${language}.traineddata.gz`)));
}

function recognised({ FS }: Core, tesseract: Tesseract, raster: Raster): Word[] {
  FS.writeFile('/input', graymap(raster));
  tesseract.SetImageFile(1, 0);
  FS.unlink('/input');
  tesseract.Recognize(null);
  const { blocks } = JSON.parse(tesseract.GetJSONText()) as Recognised;
  return (blocks ?? []).flatMap(wordsIn);
}

function wordsIn({ paragraphs }: Block): Word[] {
  const words = paragraphs.flatMap(({ lines }) => lines.flatMap((line) => line.words));
  return words.flatMap(({ text, confidence, bbox: { x0, y0, x1, y1 } }) => {
    const clean = text.replace(EDGES, '');
    const word = { text: clean, confidence, left: x0, top: y0, right: x1, bottom: y1 };
    const said = /[\p{L}\p{N}]/u.test(clean) && (clean.length > 2 || confidence > DOUBTFUL);
    const isStroke = x1 - x0 > STROKE * clean.length * (y1 - y0);
    return !isStroke && (said || MARK.test(clean)) ? [word] : [];
  });
}

/** What the edges of boxes and logos are taken for. */
const EDGES = /^[|![\]{}‘`_~¦<>«»]+|[|[\]{}‘`_~¦<>«»]+$/g;
/** Specks are taken for one letter or two, with little confidence. */
const DOUBTFUL = 40;
/** Letters are not so many times wider than high; what is left of a rule is. */
const STROKE = 4;
/** What stands alone between words. */
const MARK = /^[-–—·•●:#&/€$£%]+$/;

function lower<Boxed extends Box>(boxed: Boxed, by: number): Boxed {
  return { ...boxed, top: boxed.top + by, bottom: boxed.bottom + by };
}

/** The row nearest to the middle of the ink that has the least of it around: no line is cut in two. */
function emptyRow({ width, height, shades }: Raster): number {
  const ink = new Float64Array(height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x += 3) ink[y]! += shades[y * width + x]! < 128 ? 1 : 0;
  }
  const total = ink.reduce((sum, count) => sum + count, 0);
  let [middle, above] = [0, 0];
  while (middle < height - 1 && above < total / 2) above += ink[middle++]!;
  const near = Array.from({ length: height }, (_, y) => y).filter(
    (y) => Math.abs(y - middle) < height / 6,
  );
  const inkAround = (y: number) => (ink[y - 2] ?? 0) + ink[y]! + (ink[y + 2] ?? 0);
  const cost = (y: number) => inkAround(y) + Math.abs(y - middle) / height;
  return near.reduce((best, y) => (cost(y) < cost(best) ? y : best), middle);
}
