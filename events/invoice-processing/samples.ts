import { pdf } from './sheet.ts';

/**
 * Invoices that nobody has sent, in the layouts of several countries. They are made when a scenario
 * sends them, and are always the same; write-samples.ts writes them as files.
 */

/** A plain invoice below the limit: everything is there, and paid without a look. */
export const plain = () =>
  pdf((sheet) =>
    sheet
      .write([50, 60], 'Harbour Supplies Ltd.', { size: 18, bold: true })
      .lines([50, 80], ['12 Quay Street', 'Dublin D01 X2X2', 'www.harbour-supplies.example'])
      .write([400, 60], 'INVOICE', { size: 16, bold: true })
      .lines(
        [400, 85],
        [
          'Invoice number: HS-20290117',
          'Invoice date: 17 January 2029',
          'Due date: 16 February 2029',
        ],
      )
      .lines([50, 160], ['Bill to:', 'Example Company', '1 Example Road', 'Dublin'])
      .rows(260, [50, 380, 460, 540], [['Description', 'Quantity', 'Unit price', 'Amount']], {
        bold: true,
      })
      .rows(
        280,
        [50, 380, 460, 540],
        [
          ['Rope, 20 m', '4', '€ 15.00', '€ 60.00'],
          ['Anchor light', '2', '€ 40.00', '€ 80.00'],
        ],
      )
      .rows(
        360,
        [400, 540],
        [
          ['Subtotal', '€ 140.00'],
          ['VAT 23%', '€ 32.20'],
        ],
      )
      .rows(400, [400, 540], [['Total', '€ 172.20']], { bold: true }),
  );

/** A German invoice above the limit, with a column of facts and its sums in a table. */
export const german = () =>
  pdf((sheet) =>
    sheet
      .write([50, 50], 'Werkzeug Beispiel GmbH', { size: 16, bold: true })
      .lines([50, 72], ['Musterweg 5 · 80331 München', 'www.werkzeug-beispiel.example'], {
        size: 9,
      })
      .lines([50, 130], ['Beispiel AG', 'Probenstraße 7', '10115 Berlin'])
      .write([50, 220], 'RECHNUNG', { size: 18, bold: true })
      .rows(
        130,
        [350, 540],
        [
          ['Rechnungsnummer:', '2029/0412'],
          ['Rechnungsdatum:', '12.04.2029'],
          ['Fällig am:', '12.05.2029'],
          ['Währung:', 'EUR'],
        ],
      )
      .rows(260, [50, 360, 450, 540], [['Bezeichnung', 'Menge', 'Einzelpreis', 'Betrag']], {
        bold: true,
      })
      .rows(
        280,
        [50, 360, 450, 540],
        [
          ['Fräsmaschine F 20', '1', '2.400,00', '2.400,00'],
          ['Fräser, Satz', '4', '25,00', '100,00'],
        ],
      )
      .rows(
        360,
        [330, 540],
        [
          ['Nettobetrag', '2.500,00'],
          ['zzgl. 19 % USt.', '475,00'],
        ],
      )
      .rows(400, [330, 540], [['Rechnungsbetrag', '2.975,00 EUR']], { bold: true }),
  );

/** A French invoice above the limit; some of it is paid already. */
export const french = () =>
  pdf((sheet) =>
    sheet
      .write([50, 55], 'Atelier du Port SARL', { size: 16, bold: true })
      .lines([50, 75], ['3 quai des Exemples', '13002 Marseille', 'TVA : FR12345678901'])
      .write([50, 150], 'Facture n° FA-2029-0033', { size: 14, bold: true })
      .lines([50, 175], ['Date de facture : 3 mai 2029', "Date d'échéance : 2 juin 2029"])
      .lines([350, 150], ['Société Exemple', '8 rue du Modèle', '69001 Lyon'])
      .rows(
        260,
        [50, 380, 460, 540],
        [['Désignation', 'Quantité', 'Prix unitaire', 'Montant HT']],
        { bold: true },
      )
      .rows(280, [50, 380, 460, 540], [['Voile d’avant', '1', '3 250,00 €', '3 250,00 €']])
      .rows(
        340,
        [350, 540],
        [
          ['Total HT', '3 250,00 €'],
          ['TVA 20 %', '650,00 €'],
          ['Total TTC', '3 900,00 €'],
          ['Acompte versé', '-900,00 €'],
        ],
      )
      .rows(420, [350, 540], [['Net à payer', '3 000,00 €']], { bold: true }),
  );

/** An American invoice with a date in words, and an amount with a comma and a dot. */
export const american = () =>
  pdf((sheet) =>
    sheet
      .write([300, 60], 'Prairie Paper Inc.', { size: 18, bold: true })
      .lines([300, 80], ['500 Example Avenue', 'Springfield, IL 62701'])
      .write([50, 60], 'Invoice', { size: 20 })
      .rows(
        130,
        [50, 250],
        [
          ['Invoice No.', 'PP-88213'],
          ['Invoice Date', 'June 12, 2020'],
          ['Due Date', 'July 12, 2020'],
        ],
      )
      .lines([300, 130], ['Bill To', 'Example Company', '1 Example Road', 'Springfield, IL 62702'])
      .rows(250, [50, 340, 440, 540], [['Item', 'Qty', 'Price', 'Amount']], { bold: true })
      .rows(
        270,
        [50, 340, 440, 540],
        [
          ['Paper, pallet', '2', '$600.00', '$1,200.00'],
          ['Delivery', '1', '$34.56', '$34.56'],
        ],
      )
      .rows(
        330,
        [400, 540],
        [
          ['Subtotal', '$1,234.56'],
          ['Tax', '$0.00'],
        ],
      )
      .rows(370, [400, 540], [['Amount Due (USD)', '$1,234.56']], { bold: true }),
  );

/** An invoice of two pages: what is to be paid stands on the second, less what was prepaid. */
export const twoPages = () =>
  pdf(
    (sheet) =>
      sheet
        .write([50, 60], 'Northern Timber plc', { size: 18, bold: true })
        .lines([50, 80], ['7 Mill Lane', 'Leeds LS1 1AA'])
        .lines([380, 60], ['Invoice no: NT/4471', 'Date: 2029-03-02', 'Page 1 of 2'])
        .lines([50, 140], ['Sold to', 'Example Company'])
        .rows(
          220,
          [50, 400, 540],
          [
            ['Description', 'Quantity', 'Amount'],
            ['Oak boards', '12', '£ 480.00'],
            ['Pine boards', '20', '£ 300.00'],
          ],
        ),
    (sheet) =>
      sheet
        .write([50, 60], 'Northern Timber plc', { size: 12, bold: true })
        .lines([380, 60], ['Invoice no: NT/4471', 'Date: 2029-03-02', 'Page 2 of 2'])
        .rows(
          140,
          [300, 540],
          [
            ['Net total', '£ 780.00'],
            ['VAT 20%', '£ 156.00'],
            ['Total including VAT', '£ 936.00'],
            ['Deposit paid', '-£ 200.00'],
            ['Balance due', '£ 736.00'],
          ],
        )
        .write([50, 280], 'Please pay by 1 April 2029.'),
  );
