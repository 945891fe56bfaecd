import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { DocumentReader } from '../src/document-reader/index.ts';
import { type Placed, pdfOf } from '../src/document-reader/testing.ts';
import { expenseDocument } from '../src/services/textract/expense/document.ts';

export interface DocumentFigures {
  /** A PDF of two pages of text, the process that reads already up. */
  readonly textMs: number;
  /** The first scan: recognition has to start. */
  readonly firstScanMs: number;
  readonly secondScanMs: number;
}

/** An invoice of two pages of text, and two scanned pages: from the file to the answer. */
export async function measureDocuments(progress: (line: string) => void): Promise<DocumentFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-documents-'));
  const reader = new DocumentReader();
  const analyse = async (document: Uint8Array) => {
    const file = join(folder, 'document');
    writeFileSync(file, document);
    const start = performance.now();
    const { pages } = await reader.read(file, { pages: 3000, pictureBytes: 10 * 2 ** 20 });
    for (const page of pages) expenseDocument(page, page.number, () => 'id');
    return Math.round(performance.now() - start);
  };
  try {
    const text = await pdfOf(invoice('A'), invoice('B'));
    await analyse(text);
    const figures = {
      textMs: await analyse(text),
      firstScanMs: await analyse(scan('C')),
      secondScanMs: await analyse(scan('D')),
    };
    progress(
      `two pages of text: ${figures.textMs} ms; first scan: ${figures.firstScanMs} ms; ` +
        `second scan: ${figures.secondScanMs} ms`,
    );
    return figures;
  } finally {
    reader.close();
    rmSync(folder, { recursive: true });
  }
}

function invoice(id: string): Placed[] {
  const head: Placed[] = [
    [50, 60, 'Hafen Druck GmbH', 16],
    [50, 80, 'Kaistrasse 4'],
    [50, 94, '20457 Hamburg'],
    [50, 140, `Invoice number: ${id}-4711`],
    [50, 154, 'Invoice date: 12 March 2026'],
    [50, 200, 'Description'],
    [350, 200, 'Quantity'],
    [420, 200, 'Unit price'],
    [500, 200, 'Amount'],
  ];
  const rows = Array.from({ length: 20 }, (_, at): Placed[] => [
    [50, 216 + at * 16, `Poster number ${at + 1}, printed on both sides`],
    [350, 216 + at * 16, '10'],
    [420, 216 + at * 16, '5.00'],
    [500, 216 + at * 16, '50.00'],
  ]);
  return [...head, ...rows.flat(), [420, 560, 'Total'], [500, 560, '$1,000.00']];
}

/** As a scanner gives it: 150 dots per inch, turned by a degree. */
function scan(id: string): Buffer {
  const canvas = createCanvas(1240, 1754);
  const context = canvas.getContext('2d');
  context.fillStyle = '#f4f4f0';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.rotate(Math.PI / 180);
  context.scale(1240 / 595, 1240 / 595);
  context.fillStyle = '#202020';
  for (const [x, y, text, size = 10] of invoice(id)) {
    context.font = `${size}px sans-serif`;
    context.fillText(text, x, y);
  }
  return canvas.toBuffer('image/jpeg', 85);
}
