import type { ExpenseDetection, ExpenseField } from '@aws-sdk/client-textract';
import type { Page } from '../../../document-reader/index.ts';
import { detection } from './geometry.ts';
import type { Span } from './lines.ts';

/** A field of the summary before it has Textract's shape. */
export interface Field {
  readonly type: string;
  /** 0 to 100: how surely the value is of this type. */
  readonly sure: number;
  readonly label?: Span | undefined;
  /** Undefined: the label stands there without a value. */
  readonly value: Span | undefined;
  readonly currency?: string | undefined;
  /** Other amounts of the page make it up: that no digit of it is another. */
  readonly checked?: boolean;
  /** `VENDOR`, `RECEIVER_BILL_TO`, ...: what the group of the field is about. */
  readonly group?: { readonly types: string[]; readonly id: string };
}

/**
 * A field as Textract answers it: text as it stands on the page, and two confidences of which
 * neither is made from the other. A label without a value has the text `` and the confidence 0.
 */
export function expenseField(field: Field, page: Page): ExpenseField {
  const { type, sure, label, value, currency, group } = field;
  const found = value && read(field, value, page);
  const empty = { Text: '', Confidence: 0 };
  return {
    Type: { Text: type, Confidence: rounded(sure) },
    ...(label && { LabelDetection: detection(label, page) }),
    ValueDetection: found ?? empty,
    PageNumber: page.number,
    ...(currency !== undefined &&
      found !== undefined && {
        Currency: { Code: currency, Confidence: rounded(Math.min(sure, found.Confidence!)) },
      }),
    ...(group && { GroupProperties: [{ Types: group.types, Id: group.id }] }),
  };
}

/** Sums that come out say more than how sharp the digits are. */
const CHECKED = 97;

function read({ checked }: Field, value: Span, page: Page): ExpenseDetection {
  const found = detection(value, page);
  return checked ? { ...found, Confidence: Math.max(found.Confidence!, CHECKED) } : found;
}

function rounded(confidence: number): number {
  return Math.round(confidence * 100) / 100;
}
