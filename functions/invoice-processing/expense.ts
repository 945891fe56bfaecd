import type { ExpenseDocument, ExpenseField } from '@aws-sdk/client-textract';

/** What Textract read of one thing on the page: a value, and what it takes it for. */
export interface Field {
  /** `TOTAL`, `VENDOR_NAME`, ...: https://docs.aws.amazon.com/textract/latest/dg/invoices-receipts.html */
  readonly type: string;
  /** What stands before it on the page; empty where nothing does. */
  readonly label: string;
  readonly text: string;
  /**
   * 0 to 100: the lower of how sure the text is and how sure it is what its type says. Neither follows
   * from the other, and a total that may be none is worth no more than one that cannot be read.
   */
  readonly confidence: number;
  /** ISO 4217, where the text has a sign of a currency. */
  readonly currency: string | undefined;
  /** `VENDOR`, `VENDOR_REMIT_TO`, `RECEIVER`, ...: whose name or address it is. */
  readonly groups: readonly string[];
}

/** A line of text as it stands on a page. */
export interface Line {
  readonly text: string;
  readonly confidence: number;
}

/**
 * The fields of a file. Textract makes a document of every page: an invoice of two pages is one
 * invoice in two documents. A label without a value is a field with an empty text, and none here.
 */
export function fieldsOf(documents: readonly ExpenseDocument[]): Field[] {
  return documents
    .flatMap(({ SummaryFields = [] }) => SummaryFields)
    .map(fieldOf)
    .filter(({ text }) => text !== '');
}

/** The lines of a file. Answers of older models have none. */
export function linesOf(documents: readonly ExpenseDocument[]): Line[] {
  return documents
    .flatMap(({ Blocks = [] }) => Blocks)
    .filter(({ BlockType }) => BlockType === 'LINE')
    .map(({ Text = '', Confidence = 0 }) => ({ text: Text, confidence: Confidence }));
}

function fieldOf(field: ExpenseField): Field {
  const { Type, LabelDetection, ValueDetection, Currency, GroupProperties = [] } = field;
  return {
    type: Type?.Text ?? '',
    label: LabelDetection?.Text?.trim() ?? '',
    text: ValueDetection?.Text?.trim() ?? '',
    confidence: Math.min(Type?.Confidence ?? 0, ValueDetection?.Confidence ?? 0),
    currency: Currency?.Code,
    groups: GroupProperties.flatMap(({ Types = [] }) => Types),
  };
}
