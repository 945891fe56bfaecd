import type { PDFPageProxy } from 'pdfjs-dist';
import { type Matrix, multiplied, SAME } from './matrix.ts';

/** How much of the page its largest picture takes, 0 to 1; drawn outlines count as a picture of it all. */
export async function pictureShare(page: PDFPageProxy): Promise<number> {
  const { OPS } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const { fnArray, argsArray } = await page.getOperatorList();
  const { width, height } = page.getViewport({ scale: 1 });
  const saved: Matrix[] = [];
  let [at, largest] = [SAME, 0];
  fnArray.forEach((operation, index) => {
    if (operation === OPS.save) saved.push(at);
    if (operation === OPS.restore) at = saved.pop() ?? SAME;
    if (operation === OPS.transform) at = multiplied(at, argsArray[index]);
    if (isPicture(operation)) largest = Math.max(largest, Math.abs(at[0] * at[3] - at[1] * at[2]));
  });
  const outlined = fnArray.filter((operation) => operation === OPS.constructPath).length > MANY;
  return outlined ? 1 : largest / (width * height);

  function isPicture(operation: number): boolean {
    return [OPS.paintImageXObject, OPS.paintInlineImageXObject, OPS.paintImageMaskXObject].includes(
      operation as never,
    );
  }
}

/** Letters that were turned into outlines are this many shapes at the least. */
const MANY = 300;
