import { describe, expect, test } from 'vitest';
import { analysed, field, type Text, values } from './testing.ts';

const BILL_TO: readonly Text[] = [
  [50, 140, 'Bill to'],
  [50, 154, 'Nordlicht Reisen AG'],
  [50, 168, 'Am Markt 1'],
  [50, 182, '24103 Kiel'],
];
const NUMBER: readonly Text[] = [
  [350, 140, 'Invoice number'],
  [545, 140, 'HD-42', 10, 'end'],
];
const sums = (net: string, tax: string, total: string): Text[] => [
  [440, 400, 'Net total', 10, 'end'],
  [545, 400, net, 10, 'end'],
  [440, 416, 'VAT 19%', 10, 'end'],
  [545, 416, tax, 10, 'end'],
  [440, 432, 'Total', 10, 'end'],
  [545, 432, total, 10, 'end'],
];

describe('labels and their values', () => {
  test('stand in a line, beside each other, or one above the other', () => {
    const document = analysed(
      [50, 100, 'Rechnungs-Nr.: 700123'],
      [50, 120, 'Rechnungsdatum'],
      [200, 120, '28.02.2024'],
      [50, 150, 'Fällig am', 8],
      [50, 162, '29.03.2024'],
    );
    expect(values(document, 'INVOICE_RECEIPT_ID')).toEqual(['700123']);
    expect(values(document, 'INVOICE_RECEIPT_DATE')).toEqual(['28.02.2024']);
    expect(values(document, 'DUE_DATE')).toEqual(['29.03.2024']);
    expect(field(document, 'DUE_DATE').LabelDetection?.Text).toBe('Fällig am');
  });

  test.each([
    ['Invoice No: INV 2026 0042', 'INVOICE_RECEIPT_ID'],
    ['Invoice No: 2026 77 001', 'INVOICE_RECEIPT_ID'],
    ['Invoice No: 77(B)', 'INVOICE_RECEIPT_ID'],
    ['Date: 1 March 2026 - 31 March 2026', 'INVOICE_RECEIPT_DATE'],
  ])('are less sure where more may belong to the value: %s', (text, type) => {
    const document = analysed([50, 100, text]);
    expect(field(document, type).Type?.Confidence).toBeLessThan(90);
  });

  test('are less sure with another word right before them', () => {
    const document = analysed([50, 100, 'Ship Date: 5 March 2026']);
    expect(field(document, 'INVOICE_RECEIPT_DATE').Type?.Confidence).toBeLessThan(90);
  });

  test('without a value have the text nothing and the confidence 0', () => {
    const document = analysed([50, 100, 'Rechnungs-Nr.:'], [50, 200, 'Danke']);
    const { ValueDetection } = field(document, 'INVOICE_RECEIPT_ID');
    expect(ValueDetection).toEqual({ Text: '', Confidence: 0 });
  });

  test('are where they stand on the page', () => {
    const { ValueDetection } = field(analysed(...NUMBER), 'INVOICE_RECEIPT_ID');
    const { Left, Top, Width, Height } = ValueDetection!.Geometry!.BoundingBox!;
    expect(Left).toBeCloseTo(520 / 595);
    expect(Width).toBeCloseTo(25 / 595);
    expect(Top).toBeCloseTo(132.4 / 842);
    expect(Height).toBeCloseTo(9.8 / 842);
  });

  test('of an invoice that is only mentioned are not the number of this one', () => {
    const document = analysed(
      [50, 100, 'Rechnungskorrektur Nr. RK-7 vom 16.09.2018', 14],
      [50, 130, 'Zu Rechnung: 4711'],
    );
    expect(values(document, 'INVOICE_RECEIPT_ID')).toEqual(['RK-7']);
    expect(values(document, 'INVOICE_RECEIPT_DATE')).toEqual(['16.09.2018']);
    expect(values(document, 'OTHER')).toContain('Rechnungskorrektur');
  });

  test('that contradict each other make none of them sure', () => {
    const document = analysed(...NUMBER, [350, 160, 'Invoice no.'], [545, 160, 'HD-43', 10, 'end']);
    const ids = document.SummaryFields!.filter(({ Type }) => Type?.Text === 'INVOICE_RECEIPT_ID');
    expect(ids.map(({ Type }) => Type?.Confidence)).toEqual([70, 70]);
  });
});

describe('sums', () => {
  test('that come out are surer than their words', () => {
    const document = analysed(...sums('1.000,00', '190,00', '1.190,00 €'));
    const total = field(document, 'TOTAL');
    expect(total.ValueDetection?.Text).toBe('1.190,00 €');
    expect(total.Type?.Confidence).toBe(99);
    expect(total.Currency?.Code).toBe('EUR');
    expect(field(document, 'SUBTOTAL').Currency).toBeUndefined();
  });

  test('that do not come out are not sure', () => {
    const document = analysed(...sums('1.000,00', '190,00', '1.790,00 €'));
    expect(field(document, 'TOTAL').Type?.Confidence).toBe(70);
  });

  test('tell what is due from what it all comes to', () => {
    const document = analysed(
      ...sums('624,90', '46,25', '671,15'),
      [440, 448, 'Acompte versé', 10, 'end'],
      [545, 448, '201,00', 10, 'end'],
      [440, 464, 'Net à payer', 10, 'end'],
      [545, 464, '470,15', 10, 'end'],
    );
    expect(values(document, 'TOTAL')).toEqual(['671,15']);
    expect(values(document, 'AMOUNT_PAID')).toEqual(['201,00']);
    expect(values(document, 'AMOUNT_DUE')).toEqual(['470,15']);
  });

  test('an amount due that total and payment deny is not sure', () => {
    const due: Text[] = [
      [440, 448, 'Zahlbetrag', 10, 'end'],
      [545, 448, '1.190,88', 10, 'end'],
    ];
    const document = analysed(...sums('1.000,00', '190,00', '1.190,00'), ...due);
    expect(field(document, 'AMOUNT_DUE').Type?.Confidence).toBe(70);
  });

  test('stand in a table of their own, whose last row is the sum of the others', () => {
    const row = (y: number, net: string, tax: string, rate: string, total: string): Text[] => [
      [150, y, net, 10, 'end'],
      [260, y, tax, 10, 'end'],
      [350, y, rate, 10, 'end'],
      [500, y, total, 10, 'end'],
    ];
    const document = analysed(
      ...row(700, 'Nettobetrag', 'MwSt-Betrag', 'MwSt-%', 'Endbetrag'),
      ...row(715, '321,40', '61,07', '19,0', '382,47'),
      ...row(730, '127,59', '8,93', '7,0', '136,52'),
      ...row(750, '448,99', '70,00', 'EUR', '518,99'),
    );
    expect(values(document, 'SUBTOTAL')).toEqual(['448,99']);
    expect(values(document, 'TAX')).toEqual(['70,00']);
    expect(values(document, 'TOTAL')).toEqual(['518,99']);
    expect(field(document, 'TOTAL').Currency?.Code).toBe('EUR');
  });
});

describe('parties', () => {
  test('stand below their headings, in columns', () => {
    const document = analysed(
      [50, 60, 'Seller'],
      [50, 74, 'Hafen Druck GmbH'],
      [50, 88, 'Kaistrasse 4'],
      [50, 102, '20457 Hamburg'],
      [300, 60, 'Ship to'],
      [300, 74, 'Lager Nord'],
      [300, 88, '24113 Kiel'],
      ...BILL_TO,
    );
    expect(values(document, 'VENDOR_NAME')).toEqual(['Hafen Druck GmbH']);
    expect(values(document, 'VENDOR_ADDRESS')).toEqual(['Kaistrasse 4\n20457 Hamburg']);
    expect(values(document, 'RECEIVER_NAME').sort()).toEqual(['Lager Nord', 'Nordlicht Reisen AG']);
    const groups = document.SummaryFields!.flatMap(({ GroupProperties = [] }) =>
      GroupProperties.flatMap(({ Types }) => Types),
    );
    expect(new Set(groups)).toEqual(
      new Set(['VENDOR', 'RECEIVER', 'RECEIVER_BILL_TO', 'RECEIVER_SHIP_TO']),
    );
  });

  test('are told from the line above the address of a letter', () => {
    const document = analysed(
      [60, 130, 'Bäckerei Sonnenschein KG · Ofenweg 3 · 50667 Köln', 7],
      [60, 148, 'Hotel Am Dom'],
      [60, 161, 'Domplatte 1'],
      [60, 174, '50667 Köln'],
    );
    expect(values(document, 'VENDOR_NAME')).toEqual(['Bäckerei Sonnenschein KG']);
    expect(values(document, 'RECEIVER_NAME')).toEqual(['Hotel Am Dom']);
  });

  test('a seller whom the foot of the page calls otherwise is not sure', () => {
    const document = analysed(
      [50, 60, 'Lieferant'],
      [50, 74, 'KOSTENLIEFERANT GMBH'],
      [50, 800, 'MUSTERLIEFERANT GMBH', 7],
    );
    const names = document.SummaryFields!.filter(({ Type }) => Type?.Text === 'VENDOR_NAME');
    expect(names.map(({ ValueDetection }) => ValueDetection?.Text)).toEqual([
      'KOSTENLIEFERANT GMBH',
      'MUSTERLIEFERANT GMBH',
    ]);
    expect(Math.max(...names.map(({ Type }) => Type!.Confidence!))).toBeLessThan(90);
  });
});

test('what was sold is a row for each price, and no sum of the page', () => {
  const { LineItemGroups, ...document } = analysed(
    [60, 300, 'Qty'],
    [120, 300, 'Description'],
    [440, 300, 'Unit price', 10, 'end'],
    [545, 300, 'Total', 10, 'end'],
    [60, 316, '1'],
    [120, 316, 'Brake cables'],
    [440, 316, '100.00', 10, 'end'],
    [545, 316, '100.00', 10, 'end'],
    [120, 329, 'front and rear'],
    [60, 345, '2'],
    [120, 345, 'Pedal arms'],
    [440, 345, '15.00', 10, 'end'],
    [545, 345, '30.00', 10, 'end'],
    [440, 380, 'Subtotal', 10, 'end'],
    [545, 380, '130.00', 10, 'end'],
  );
  const rows = LineItemGroups![0]!.LineItems!.map(({ LineItemExpenseFields }) =>
    LineItemExpenseFields!.map(({ Type, ValueDetection }) => [Type!.Text, ValueDetection!.Text]),
  );
  expect(rows).toEqual([
    [
      ['QUANTITY', '1'],
      ['ITEM', 'Brake cables\nfront and rear'],
      ['UNIT_PRICE', '100.00'],
      ['PRICE', '100.00'],
      ['EXPENSE_ROW', '1 Brake cables 100.00 100.00\nfront and rear'],
    ],
    [
      ['QUANTITY', '2'],
      ['ITEM', 'Pedal arms'],
      ['UNIT_PRICE', '15.00'],
      ['PRICE', '30.00'],
      ['EXPENSE_ROW', '2 Pedal arms 15.00 30.00'],
    ],
  ]);
  expect(values(document, 'TOTAL')).toEqual([]);
  expect(values(document, 'SUBTOTAL')).toEqual(['130.00']);
});
