import { PDFDocument } from 'pdf-lib';
import { scan } from '../events/invoice-processing/scan.ts';

/** A PDF as it comes back from print and scanner: each page an image, a degree askew, with grain. */
export async function scannedPdf(pdf: Uint8Array): Promise<Uint8Array> {
  const scanned = await PDFDocument.create({ updateMetadata: false });
  for (const page of await scan(pdf, { format: 'jpeg' })) {
    const image = await scanned.embedJpg(page);
    const { width, height } = image.scale(72 / 200);
    scanned.addPage([width, height]).drawImage(image, { x: 0, y: 0, width, height });
  }
  return scanned.save();
}
