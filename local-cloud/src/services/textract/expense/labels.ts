import { AMOUNT_LABELS } from './amount-labels.ts';
import { DOCUMENT_LABELS, OTHER_LABELS } from './document-labels.ts';
import type { Entry, Label } from './label-entry.ts';
import { folded } from './values.ts';

/** English, German and French, folded; the longest match wins, the earlier of two as long. */
const LABELS: readonly Entry[] = [...DOCUMENT_LABELS, ...AMOUNT_LABELS, ...OTHER_LABELS];

export interface Found {
  readonly label: Label;
  /** How long it is, in the text. */
  readonly length: number;
}

/** The label that a text begins with: the longest that fits. */
export function labelAt(text: string): Found | undefined {
  const subject = folded(text).replaceAll('ß', 's');
  let best: Found | undefined;
  for (const entry of LABELS) {
    const length = entry.pattern.exec(subject)?.[0].trimEnd().length ?? 0;
    if (length > (best?.length ?? 0)) best = { label: entry, length };
  }
  return best;
}

/** What stands between a label and its value. */
export function afterLabel(text: string): number {
  return /^[\s:.#°=]*/.exec(text)![0].length;
}
