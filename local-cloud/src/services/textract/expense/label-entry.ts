import type { Kind } from './values.ts';

/** What stands before a value, and what it says that the value is. */
export interface Label {
  /** Textract's type of the field. */
  readonly type: string;
  readonly kind: Kind;
  /** 0 to 100: how surely these words mean this type. */
  readonly sure: number;
}

/** A label as it is looked for, at the beginning of a folded text. */
export interface Entry extends Label {
  readonly pattern: RegExp;
}

export function entries(type: string, kind: Kind, sure: number, ...words: string[]): Entry[] {
  return words.map((word) => ({
    type,
    kind,
    sure,
    pattern: new RegExp(`^(?:${word})(?![a-z0-9])`),
  }));
}
