import type { ExpenseDocument, ExpenseField } from '@aws-sdk/client-textract';

/** A summary field: `['TOTAL', '12.00']`, `['TOTAL', '12.00', { label: 'Balance' }]`. */
export type Sample = readonly [type: string, text: string, more?: More];

interface More {
  readonly label?: string;
  readonly currency?: string;
  /** Of the value; 99 where it is not given. */
  readonly confidence?: number;
  /** Of the type. */
  readonly typeConfidence?: number;
  readonly group?: string;
}

/** What is enough for a payment. */
export const COMPLETE: readonly Sample[] = [
  ['VENDOR_NAME', 'Example Supplies Ltd.'],
  ['INVOICE_RECEIPT_ID', 'INV-7'],
  ['INVOICE_RECEIPT_DATE', '2020-06-12'],
  ['TOTAL', '€ 119.00', { currency: 'EUR' }],
];

/** A document of one page, as Textract answers it. */
export function expenseDocument(fields: readonly Sample[], lines: readonly string[] = []) {
  return {
    ExpenseIndex: 1,
    SummaryFields: fields.map(expenseField),
    LineItemGroups: [],
    Blocks: lines.map((Text) => ({ BlockType: 'LINE', Text, Confidence: 99 })),
  } satisfies ExpenseDocument;
}

function expenseField([type, text, more = {}]: Sample): ExpenseField {
  const { label, currency, confidence = 99, typeConfidence = 99, group } = more;
  return {
    Type: { Text: type, Confidence: typeConfidence },
    ValueDetection: { Text: text, Confidence: confidence },
    ...(label !== undefined && { LabelDetection: { Text: label, Confidence: 99 } }),
    ...(currency !== undefined && { Currency: { Code: currency } }),
    ...(group !== undefined && { GroupProperties: [{ Id: 'g', Types: [group] }] }),
  };
}
