import { american } from './samples.ts';
import { scanApart } from './scan-apart.ts';
import { pdf } from './sheet.ts';

/** What comes into an inbox besides invoices that are good to read. */

/** The same invoice, sent again as a copy: another file. */
export const copy = () =>
  pdf((sheet) =>
    sheet
      .write([50, 40], 'Sent again', { size: 9 })
      .write([50, 70], 'HARBOUR SUPPLIES LTD', { size: 14, bold: true })
      .lines([50, 90], ['12 Quay Street', 'Dublin D01 X2X2', 'www.harbour-supplies.example'])
      .lines([50, 160], ['Invoice number: HS 20290117', 'Invoice date: 17/01/2029'])
      .rows(240, [50, 540], [['Two positions, see the original', '€ 140.00']])
      .rows(
        280,
        [400, 540],
        [
          ['Subtotal', '€ 140.00'],
          ['VAT 23%', '€ 32.20'],
          ['Total', '€ 172.20'],
        ],
      ),
  );

/** An invoice that was cut off above its total. */
export const withoutTotal = () =>
  pdf((sheet) =>
    sheet
      .write([50, 60], 'Cut & Print Ltd.', { size: 18, bold: true })
      .lines([50, 80], ['9 Press Street', 'Cork'])
      .lines([400, 60], ['Invoice number: CP-512', 'Invoice date: 5 May 2029'])
      .rows(
        200,
        [50, 380, 460, 540],
        [
          ['Description', 'Quantity', 'Unit price', 'Amount'],
          ['Leaflets', '1000', '€ 0.05', '€ 50.00'],
        ],
      )
      .write([50, 300], 'Continued on the next page'),
  );

/** A credit note: money that comes back is never paid. */
export const creditNote = () =>
  pdf((sheet) =>
    sheet
      .write([50, 60], 'Harbour Supplies Ltd.', { size: 18, bold: true })
      .write([400, 60], 'CREDIT NOTE', { size: 16, bold: true })
      .lines([400, 85], ['Credit note number: HS-C-0009', 'Date: 1 February 2029'])
      .rows(240, [50, 540], [['Rope, 20 m, returned', '€ 60.00']])
      .rows(
        300,
        [400, 540],
        [
          ['Subtotal', '€ 60.00'],
          ['VAT 23%', '€ 13.80'],
          ['Total', '€ 73.80'],
        ],
      ),
  );

/** A letter, which is no invoice. */
export const letter = () =>
  pdf((sheet) =>
    sheet.lines([50, 80], ['Dear colleagues,', 'the office is closed on Friday.', 'Kind regards']),
  );

/** A page that went through a scanner: an image, a little askew, with grain. */
export const scanned = async () => scanApart(await american(), { degrees: 0.7, seed: 2 });

/** Not what its name says: no PDF at all. */
export const unreadable = () => new TextEncoder().encode('This was a PDF once.\n'.repeat(20));
