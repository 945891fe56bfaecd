import { addEffort } from '../../core/effort.ts';
import type { PutAway, TextStore } from '../ports.ts';
import { ArchivedDetails, type ReadBack } from './archived-details.ts';
import { bytesOfTexts, type HistoryEvent } from './history.ts';

/** Longer texts of events are put away. */
export const LONG = 1_000;
/** So many characters are put away at once, or those of one event more. */
const AT_ONCE = 1_000_000;
/** To put away so many characters takes as long as to write one of JSON. */
const CHARACTERS_OF_JSON = 8;

/** A member of the details of an event that is long: a text, or as one what variables were assigned. */
interface Long {
  readonly member: string;
  readonly text: string;
  readonly isRecord: boolean;
}

/** Where details stand, and what is long of them. */
interface Found {
  readonly event: Record<string, object>;
  readonly member: string;
  readonly long: readonly Long[];
}

/** Events whose long texts are put away together; a text that several of them have, once. */
export class Batch {
  readonly #found: Found[] = [];
  /** Each with its place among them. */
  readonly #texts = new Map<string, number>();
  #characters = 0;

  get isFull(): boolean {
    return this.#characters >= AT_ONCE;
  }

  add(event: HistoryEvent): void {
    for (const [member, details] of Object.entries(event)) {
      if (typeof details !== 'object' || details instanceof ArchivedDetails) continue;
      const long = Object.entries(details).flatMap(longOf);
      if (long.length === 0) continue;
      for (const { text } of long) this.#addText(text);
      this.#found.push({ event: event as unknown as Record<string, object>, member, long });
    }
  }

  #addText(text: string): void {
    if (this.#texts.has(text)) return;
    this.#texts.set(text, this.#texts.size);
    this.#characters += text.length;
  }

  /** Has the events read back what is long of them. Says whether it could be put away; else all is as it was. */
  putAway(store: TextStore): boolean {
    if (this.#found.length === 0) return true;
    addEffort(this.#characters / CHARACTERS_OF_JSON);
    const kept = store.putAway([...this.#texts.keys()]);
    if (kept === undefined) return false;
    for (const { event, member, long } of this.#found) {
      const readers = long.map((each) => [each.member, this.#reader(each, kept)] as const);
      const characters = long.reduce((sum, { text }) => sum + text.length, 0);
      event[member] = new ArchivedDetails(event[member]!, new Map(readers), characters);
    }
    return true;
  }

  #reader({ text, isRecord }: Long, kept: readonly PutAway[]): ReadBack {
    const away = kept[this.#texts.get(text)!]!;
    return isRecord ? () => JSON.parse(away.text) : () => away.text;
  }
}

function longOf([member, value]: [string, unknown]): Long[] {
  if (typeof value === 'string') {
    return value.length > LONG ? [{ member, text: value, isRecord: false }] : [];
  }
  if (typeof value !== 'object' || value === null || bytesOfTexts(value) <= LONG) return [];
  const text = JSON.stringify(value);
  addEffort(text.length);
  return [{ member, text, isRecord: true }];
}
