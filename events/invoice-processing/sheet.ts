import { PDFDocument, type PDFFont, type PDFPage, StandardFonts } from 'pdf-lib';

/** Points from the left edge and from the top of an A4 page. */
type Place = readonly [x: number, y: number];

interface Style {
  readonly size?: number;
  readonly bold?: boolean;
  /** The place is where the text ends: for columns of amounts. */
  readonly right?: boolean;
}

const HEIGHT = 842;

interface Fonts {
  readonly plain: PDFFont;
  readonly bold: PDFFont;
}

/** A page of a PDF that text is written on. */
export class Sheet {
  readonly #page: PDFPage;
  readonly #fonts: Fonts;

  constructor(page: PDFPage, fonts: Fonts) {
    this.#page = page;
    this.#fonts = fonts;
  }

  write([x, y]: Place, text: string, { size = 10, bold, right }: Style = {}): this {
    const font = bold ? this.#fonts.bold : this.#fonts.plain;
    const left = right ? x - font.widthOfTextAtSize(text, size) : x;
    this.#page.drawText(text, { x: left, y: HEIGHT - y, size, font });
    return this;
  }

  /** Lines one below the other. */
  lines([x, y]: Place, texts: readonly string[], style: Style = {}): this {
    for (const [at, text] of texts.entries()) this.write([x, y + at * 15], text, style);
    return this;
  }

  /** Rows of cells: the first column begins at the left, the others end at their places. */
  rows(y: number, columns: readonly number[], rows: readonly (readonly string[])[], style?: Style) {
    for (const [at, row] of rows.entries()) {
      for (const [column, text] of row.entries()) {
        const place = [columns[column]!, y + at * 18] as const;
        this.write(place, text, { ...style, right: column > 0 });
      }
    }
    return this;
  }
}

/** A PDF of pages that are written one by one: always the same bytes. */
export async function pdf(...pages: readonly ((sheet: Sheet) => unknown)[]): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const fonts = {
    plain: await document.embedFont(StandardFonts.Helvetica),
    bold: await document.embedFont(StandardFonts.HelveticaBold),
  };
  for (const write of pages) write(new Sheet(document.addPage([595, HEIGHT]), fonts));
  return document.save();
}
