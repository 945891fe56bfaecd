import type { PDFPageProxy } from 'pdfjs-dist';
import { type Matrix, multiplied, SAME } from './matrix.ts';

/** The largest picture of a page. */
export interface LargestPicture {
  /** How much of the page it takes, 0 to 1; drawn outlines count as a picture of it all. */
  readonly share: number;
  /** Its pixels for each point of the page. */
  readonly density: number;
}

export async function largestPicture(page: PDFPageProxy): Promise<LargestPicture> {
  const { OPS } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const { fnArray, argsArray } = await page.getOperatorList();
  const { width, height } = page.getViewport({ scale: 1 });
  const saved: Matrix[] = [];
  let [at, area, pixels] = [SAME, 0, 0];
  fnArray.forEach((operation, index) => {
    if (operation === OPS.save) saved.push(at);
    if (operation === OPS.restore) at = saved.pop() ?? SAME;
    if (operation === OPS.transform) at = multiplied(at, argsArray[index]);
    if (!isPicture(operation)) return;
    const its = Math.abs(at[0] * at[3] - at[1] * at[2]);
    if (its <= area) return;
    area = its;
    const [, across, down] = argsArray[index] as [unknown, number?, number?];
    pixels = (across ?? 0) * (down ?? 0);
  });
  const outlined = fnArray.filter((operation) => operation === OPS.constructPath).length > MANY;
  const density = area === 0 ? 0 : Math.sqrt(pixels / area);
  return { share: outlined ? 1 : area / (width * height), density };

  function isPicture(operation: number): boolean {
    return [OPS.paintImageXObject, OPS.paintInlineImageXObject, OPS.paintImageMaskXObject].includes(
      operation as never,
    );
  }
}

/** Letters that were turned into outlines are this many shapes at the least. */
const MANY = 300;
