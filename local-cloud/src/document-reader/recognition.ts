import { copyFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Block, Worker } from 'tesseract.js';
import { makeTemporaryFolder, removeTemporaryFolder } from '../core/temporary-folder.ts';
import type { Box, Word } from './messages.ts';
import { band, graymap, type Raster } from './raster.ts';

/** German before English: its letters are English's and more. */
const LANGUAGES = ['deu', 'eng', 'fra'];

/** Integer versions of the best models: as sure as the others, and quicker. */
const MODELS = '4.0.0_best_int';

/** Tesseract, warm from the first page on. A page goes through it in halves: that takes less memory. */
export class Recognition {
  #worker: Promise<Worker> | undefined;

  /** The words of a picture, in its pixels. */
  async words(raster: Raster): Promise<Word[]> {
    this.#worker ??= startWorker();
    const worker = await this.#worker;
    const middle = emptyRow(raster);
    const upper = await recognised(worker, band(raster, 0, middle));
    const under = await recognised(worker, band(raster, middle, raster.height));
    return [...upper, ...under.map((word) => lower(word, middle))];
  }
}

async function startWorker(): Promise<Worker> {
  const { createWorker, OEM } = await import('tesseract.js');
  const models = await copyModels();
  try {
    // `none`: models are neither fetched nor left behind in the working folder.
    return await createWorker(LANGUAGES, OEM.LSTM_ONLY, { cacheMethod: 'none', langPath: models });
  } finally {
    removeTemporaryFolder(models);
  }
}

/** Tesseract looks for all of its models in one folder; npm has a package for each. */
async function copyModels(): Promise<string> {
  const require = createRequire(import.meta.url);
  const folder = makeTemporaryFolder();
  for (const language of LANGUAGES) {
    const home = path.dirname(require.resolve(`@tesseract.js-data/${language}/package.json`));
    const name = `${language}.traineddata.gz`;
    await copyFile(path.join(home, MODELS, name), path.join(folder, name));
  }
  return folder;
}

async function recognised(worker: Worker, raster: Raster): Promise<Word[]> {
  const { data } = await worker.recognize(graymap(raster), {}, { blocks: true, text: false });
  return (data.blocks ?? []).flatMap(wordsIn);
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
