import { PDFDocument, type PDFFont, PDFString, StandardFonts } from 'pdf-lib';

/** Text at a place of an A4 page, in points from its upper left. */
export type Placed = readonly [x: number, y: number, text: string, size?: number];

const A4 = [595, 842] as const;

/** A PDF whose pages show these texts. */
export async function pdfOf(...pages: readonly (readonly Placed[])[]): Promise<Buffer> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (const texts of pages) draw(pdf, font, texts);
  return Buffer.from(await pdf.save());
}

function draw(pdf: PDFDocument, font: PDFFont, texts: readonly Placed[]): void {
  const page = pdf.addPage([...A4]);
  for (const [x, y, text, size = 10] of texts) {
    page.drawText(text, { x, y: A4[1] - y, size, font });
  }
}

/** A PDF that asks for a password: what its encryption holds is nobody's. */
export async function encryptedPdf(): Promise<Buffer> {
  const plain = await PDFDocument.load(await pdfOf([[50, 50, 'secret']]));
  const noise = plain.context.obj({
    Filter: 'Standard',
    V: 1,
    R: 2,
    P: -4,
    O: PDFString.of('01234567890123456789012345678901'),
    U: PDFString.of('98765432109876543210987654321098'),
  });
  const part = PDFString.of('0123456789abcdef');
  const id = plain.context.obj([part, part]);
  plain.context.trailerInfo.Encrypt = plain.context.register(noise);
  plain.context.trailerInfo.ID = id;
  return Buffer.from(await plain.save({ useObjectStreams: false }));
}
