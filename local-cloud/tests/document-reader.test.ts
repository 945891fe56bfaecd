import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ExpenseDocument } from '@aws-sdk/client-textract';
import { createCanvas } from '@napi-rs/canvas';
import { PDFDocument } from 'pdf-lib';
import { afterAll, describe, expect, test } from 'vitest';
import { SeededRandom } from '../src/core/random.ts';
import { DocumentReader } from '../src/document-reader/index.ts';
import { pdfOf } from '../src/document-reader/testing.ts';
import { expenseDocument } from '../src/services/textract/expense/document.ts';

const reader = new DocumentReader();
const folder = mkdtempSync(join(tmpdir(), 'reader-test-'));
const LIMITS = { pages: 3000, pictureBytes: 10 * 2 ** 20 };
const samples = join(import.meta.dirname, '../../../shared/data/invoices');

afterAll(() => {
  reader.close();
  rmSync(folder, { recursive: true });
});

function read(document: Uint8Array) {
  const file = join(folder, 'document');
  writeFileSync(file, document);
  return reader.read(file, LIMITS);
}

/** An invoice as a scanner gives it: 150 dots per inch, turned by a degree, with noise. */
function scan(): Buffer {
  const canvas = createCanvas(1240, 1754);
  const context = canvas.getContext('2d');
  context.fillStyle = '#f4f4f0';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.rotate(Math.PI / 180);
  context.fillStyle = '#202020';
  context.font = '26px sans-serif';
  context.fillText('Rechnungsnummer: 4711-0815', 150, 300);
  context.fillText('Rechnungsdatum: 05.06.2024', 150, 350);
  context.strokeRect(700, 860, 420, 160);
  for (const [at, [label, amount]] of SUMS.entries()) {
    context.fillText(label, 720, 900 + at * 50);
    context.fillText(amount, 960, 900 + at * 50);
  }
  const image = context.getImageData(0, 0, canvas.width, canvas.height);
  const random = new SeededRandom('scan');
  for (let at = 0; at < image.data.length; at += 4) {
    const grain = (random.float() + random.float() - 1) * 40;
    for (const colour of [0, 1, 2]) image.data[at + colour] = image.data[at + colour]! + grain;
  }
  context.putImageData(image, 0, 0);
  return canvas.toBuffer('image/jpeg', 85);
}
const SUMS = [
  ['Netto', '1.204,00 €'],
  ['MwSt. 7%', '84,28 €'],
  ['Gesamtbetrag', '1.288,28 €'],
] as const;

function found({ SummaryFields = [] }: ExpenseDocument, type: string) {
  const fields = SummaryFields.filter(({ Type }) => Type?.Text === type);
  return fields.map(({ ValueDetection }) => ValueDetection?.Text);
}

describe('a scan', () => {
  test('in a PDF beside a page of text is recognised, however it lies', async () => {
    const pdf = await PDFDocument.load(await pdfOf([[50, 50, 'Cover: see the invoice below']]));
    const picture = await pdf.embedJpg(scan());
    pdf.addPage([595, 842]).drawImage(picture, { x: 0, y: 0, width: 595, height: 842 });
    const { pages, unread } = await read(await pdf.save());
    expect(unread).toEqual([]);
    expect(pages.map(({ skew }) => skew)).toEqual([0, expect.closeTo(1, 0)]);
    expect(pages[0]!.words.map(({ text }) => text).join(' ')).toBe('Cover: see the invoice below');
    const document = expenseDocument(pages[1]!, 2, () => 'id');
    expect(found(document, 'INVOICE_RECEIPT_ID')).toEqual(['4711-0815']);
    expect(found(document, 'INVOICE_RECEIPT_DATE')).toEqual(['05.06.2024']);
    expect(found(document, 'TOTAL').map((total) => total?.replace(' ', ''))).toEqual(['1.288,28€']);
  });
});

test('pages that cannot be read leave the others', async () => {
  const pdf = await PDFDocument.load(await pdfOf([[50, 50, 'one']], [[50, 50, 'two']]));
  // More pixels than a page is given memory for.
  const picture = await pdf.embedPng(createCanvas(10, 10).toBuffer('image/png'));
  pdf.addPage([595, 842]).drawImage(picture, { x: 0, y: 0, width: 595, height: 842 });
  const text = Buffer.from(await pdf.save({ useObjectStreams: false })).toString('latin1');
  const large = text
    .replaceAll('/Width 10', '/Width 30000')
    .replaceAll('/Height 10', '/Height 30000');
  const { pages, unread } = await read(Buffer.from(large, 'latin1'));
  expect(pages.map(({ words }) => words[0]?.text)).toEqual(['one', 'two']);
  expect(unread).toEqual([3]);
});

describe('what is to be made of pages', () => {
  async function make(source: string) {
    const [file, module] = [join(folder, 'document'), join(folder, `${source.length}.mjs`)];
    writeFileSync(file, await pdfOf([[50, 50, 'one']], [[50, 50, 'two']]));
    writeFileSync(module, `export default (page, seed) => ${source};`);
    return reader.make<string>(file, LIMITS, { module: pathToFileURL(module).href, seed: 'seed' });
  }

  test('is made where they are read, by a process of its own', async () => {
    const { pages } = await make('[process.pid, seed, page.words[0].text].join()');
    const [pid] = pages[0]!.split(',');
    expect(pages).toEqual([`${pid},seed,one`, `${pid},seed,two`]);
    expect(Number(pid)).not.toBe(process.pid);
  });

  test('and fails is no fault of the document, and the next one is read', async () => {
    await expect(make('page.nothing.there')).rejects.toThrow("reading 'there'");
    expect((await read(await pdfOf([[50, 50, 'still here']]))).pages).toHaveLength(1);
  });
});

test.each([
  ['nothing', Buffer.alloc(0), 'unsupported'],
  ['a PDF without pages', Buffer.from('%PDF-1.7\n%%EOF'), 'corrupt'],
  ['a TIFF', Buffer.from('II*\0and so on'), 'tiff'],
])('%s is not read, and the next document is', async (_, document, problem) => {
  await expect(read(document)).rejects.toMatchObject({ problem });
  const { pages } = await read(await pdfOf([[50, 50, 'still here']]));
  expect(pages).toHaveLength(1);
});

test('a stream that lies about its length is read to its end', async () => {
  const pdf = await PDFDocument.load(await pdfOf([[50, 50, 'Invoice no. 17']]));
  const text = Buffer.from(await pdf.save({ useObjectStreams: false })).toString('latin1');
  const lying = Buffer.from(text.replace(/\/Length \d+/g, '/Length 99999999'), 'latin1');
  const { pages } = await read(lying);
  expect(pages[0]!.words.map(({ text }) => text)).toEqual(['Invoice', 'no.', '17']);
});

interface Truth {
  readonly file: string;
  readonly sellerName: string;
  readonly invoiceNumber: string;
  readonly issueDate: string;
  readonly grandTotal: number;
}

describe.skipIf(!existsSync(samples))(
  'public sample invoices say what they are (skipped without ../shared/data/invoices)',
  () => {
    const truths: Truth[] = existsSync(samples)
      ? JSON.parse(readFileSync(join(samples, 'truth.json'), 'utf8'))
      : [];
    /** What is given as sure, whatever page it stands on. */
    async function sureValues(file: string) {
      const { pages } = await read(readFileSync(join(samples, file)));
      const fields = pages.flatMap((page) => expenseDocument(page, 1, () => 'id').SummaryFields!);
      const sure = fields.filter(
        ({ Type, ValueDetection }) =>
          Math.min(Type!.Confidence!, ValueDetection!.Confidence!) >= 90,
      );
      return (type: string) =>
        sure.filter(({ Type }) => Type!.Text === type).map((field) => field.ValueDetection!.Text!);
    }

    test.each(truths.map((truth) => [truth.file, truth] as const))('%s', async (file, truth) => {
      const values = await sureValues(file);
      expect(new Set(values('INVOICE_RECEIPT_ID'))).toEqual(new Set([truth.invoiceNumber]));
      const [year, month, day] = truth.issueDate.split('-');
      expect([`${day}.${month}.${year}`, `${day}/${month}/${year}`, truth.issueDate]).toContain(
        values('INVOICE_RECEIPT_DATE')[0],
      );
      const total = values('TOTAL')[0]!.replace(/[^\d]/g, '');
      expect(Number(total)).toBe(Math.round(Math.abs(truth.grandTotal) * 100));
      const names = values('VENDOR_NAME').map((name) => name.startsWith(truth.sellerName));
      expect(names).toEqual(names.map(() => true));
    });
  },
);

test('a document that takes long keeps no other one waiting', async () => {
  const impatient = new DocumentReader(undefined, 0);
  const endless = join(folder, 'endless');
  execFileSync('mkfifo', [endless]);
  const slow = impatient.read(endless, LIMITS);
  const document = join(folder, 'short');
  writeFileSync(document, await pdfOf([[50, 100, 'Rechnungsnummer: 4711']]));
  expect((await impatient.read(document, LIMITS)).pages).toHaveLength(1);
  writeFileSync(endless, 'no document');
  await expect(slow).rejects.toMatchObject({ problem: 'unsupported' });
  impatient.close();
});

test('the process ends for what needs its memory while it is idle, and not while it reads', async () => {
  const resting = new DocumentReader();
  const [text, module, slow] = ['text', 'pid.mjs', 'slow'].map((name) => join(folder, name));
  writeFileSync(text!, await pdfOf([[50, 100, 'Rechnungsnummer: 4711']]));
  writeFileSync(module!, 'export default () => process.pid;');
  const making = { module: pathToFileURL(module!).href, seed: 'seed' };
  const pidOf = async (file: string) =>
    (await resting.make<number>(file, LIMITS, making)).pages[0]!;
  const first = await pidOf(text!);
  expect(await pidOf(text!)).toBe(first);
  execFileSync('mkfifo', [slow!]);
  const reading = pidOf(slow!);
  resting.rest();
  await writeFile(slow!, readFileSync(text!));
  expect(await reading).toBe(first);
  resting.rest();
  expect(await pidOf(text!)).not.toBe(first);
  resting.close();
});

test('the memory that recognition takes is given back after a document that needs none', async () => {
  const room: string[] = [];
  const careful = new DocumentReader((what) => {
    room.push(`made for the ${what}`);
    return () => room.push(`free of the ${what}`);
  });
  const document = join(folder, 'scan-and-text');
  writeFileSync(document, scan());
  await careful.read(document, LIMITS);
  expect(room).toEqual(['made for the process', 'made for the scan']);
  writeFileSync(document, await pdfOf([[50, 100, 'Rechnungsnummer: 4711']]));
  for (let times = 0; times < 5 && !room.includes('free of the scan'); times += 1) {
    expect((await careful.read(document, LIMITS)).pages).toHaveLength(1);
  }
  expect(room).toContain('free of the process');
  expect(room).toContain('free of the scan');
  careful.close();
});
