import { readFile } from 'node:fs/promises';
import { flushCompileCache } from 'node:module';
import type { Canvas } from '@napi-rs/canvas';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist';
import type { Maker, Making, Message, Page, Request } from './messages.ts';
import { openPdf, pictureOf, textOf } from './pdf.ts';
import { decode, prepare } from './picture.ts';
import { formatOf, pictureSize } from './picture-header.ts';
import { UnreadableDocument } from './problem.ts';
import { Recognition } from './recognition.ts';

/**
 * The reading process: one document after the other. It is a process of its own because documents
 * come from anywhere, and what they do to a decoder (time, memory, a crash) must end with it.
 */
const recognition = new Recognition();

process.on('message', (request: Request) => void read(request));
process.on('disconnect', () => process.exit());

function tell(message: Message): void {
  process.send!(message);
}

async function read(request: Request): Promise<void> {
  try {
    const give = await giver(request.making);
    await readDocument(request, give);
    tell({ type: 'end' });
    // It is ended without warning.
    flushCompileCache();
  } catch (error) {
    if (error instanceof NotMade) {
      tell({ type: 'failed', why: error.message });
      return;
    }
    const problem = error instanceof UnreadableDocument ? error.problem : 'corrupt';
    tell({ type: 'problem', problem });
  }
}

/** What was to be made of a page could not be. */
class NotMade extends Error {}

type Give = (page: Page) => void;

/** Tells of pages what is to be made of them, or themselves. */
async function giver(making: Making | undefined): Promise<Give> {
  if (making === undefined) return (page) => tell({ type: 'page', page });
  const { default: make }: { default: Maker } = await import(making.module);
  return (page) => {
    try {
      tell({ type: 'page', page: make(page, making.seed) });
    } catch (cause) {
      throw new NotMade(cause instanceof Error ? cause.stack : String(cause), { cause });
    }
  };
}

async function readDocument({ file, limits }: Request, give: Give): Promise<void> {
  const bytes = await readFile(file);
  const format = formatOf(bytes);
  if (format === undefined) throw new UnreadableDocument('unsupported');
  if (format === 'tiff') throw new UnreadableDocument('tiff');
  if (format === 'pdf') return readPdf(bytes, limits.pages, give);
  if (bytes.length > limits.pictureBytes) throw new UnreadableDocument('too-large');
  checkSize(bytes, format);
  give(await readPicture(bytes));
}

async function readPdf(bytes: Buffer, most: number, give: Give): Promise<void> {
  const pdf = await openPdf(bytes);
  let strict: PDFDocumentProxy | undefined;
  try {
    if (pdf.numPages === 0) throw new UnreadableDocument('corrupt');
    if (pdf.numPages > most) throw new UnreadableDocument('too-many-pages');
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await readPage(pdf, number);
      const isEmpty = page?.words.length === 0;
      if (isEmpty) strict ??= await openPdf(bytes, true);
      const isBroken = isEmpty && (await lacksSomething(pdf, strict!, number));
      if (page === undefined || isBroken) tell({ type: 'unread', number });
      else give(page);
    }
  } finally {
    await Promise.all([pdf.loadingTask.destroy(), strict?.loadingTask.destroy()]);
  }
}

/**
 * A page is empty because it is, or because what it shows is broken, or too large to be shown: then
 * a strict reading of it ends before its end.
 */
async function lacksSomething(
  pdf: PDFDocumentProxy,
  strict: PDFDocumentProxy,
  number: number,
): Promise<boolean> {
  const [all, sound] = await Promise.all(
    [pdf, strict].map(async (document) => {
      const page = await document.getPage(number);
      return (await page.getOperatorList()).fnArray.length;
    }),
  );
  return sound! < all!;
}

/** Undefined: it cannot be read. One page that is broken does not take the others with it. */
async function readPage(pdf: PDFDocumentProxy, number: number): Promise<Page | undefined> {
  try {
    const page = await pdf.getPage(number);
    const read = (await textOf(page)) ?? (await scanned(page));
    page.cleanup();
    return read;
  } catch {
    return undefined;
  }
}

async function scanned(page: PDFPageProxy): Promise<Page> {
  return { ...(await recognise(await pictureOf(page))), number: page.pageNumber };
}

async function readPicture(bytes: Buffer): Promise<Page> {
  const picture = await decode(bytes).catch((cause: unknown) => {
    throw new UnreadableDocument('corrupt', { cause });
  });
  return recognise(picture);
}

async function recognise(picture: Canvas): Promise<Page> {
  tell({ type: 'scan' });
  const { width, height } = picture;
  const { raster, skew } = await prepare(picture);
  return { number: 1, width, height, skew, words: await recognition.words(raster) };
}

/** Textract takes pictures of up to 10,000 pixels on each side. */
const LONGEST_SIDE = 10_000;

function checkSize(bytes: Buffer, format: 'png' | 'jpeg'): void {
  const size = pictureSize(bytes, format);
  if (size === undefined || Math.min(...size) === 0) throw new UnreadableDocument('corrupt');
  if (Math.max(...size) > LONGEST_SIDE) throw new UnreadableDocument('too-large');
}
