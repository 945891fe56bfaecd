import { addEffort } from '../../core/effort.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { JsonNumber } from '../../core/json-number.ts';
import type { Archive } from './archive.ts';
import { LONG } from './batch.ts';
import { bytesOfTexts, type HistoryEvent } from './history.ts';
import { LongTexts } from './long-texts.ts';
import { isUnwritten, type Payload } from './payload.ts';

/** What an execution takes besides its events, and an event besides its texts. */
export const EXECUTION_BYTES = 2000;
const EVENT_BYTES = 120;
/** A part of a value that another one has as well takes its place in it. */
const SHARED = 5;
const NO_PARTS = {};

/** What a history takes, about: its texts, and what each event takes besides. It is told before an event is there. */
export class HistorySize {
  /** Wherever they are: in memory, or put away. */
  bytes = EXECUTION_BYTES;
  readonly #history: readonly HistoryEvent[];
  readonly #input: Payload;
  readonly #archive: Archive | undefined;
  /** From the first long text on. */
  #texts: LongTexts | undefined;
  #latest: Payload | undefined;

  /**
   * @param input of the execution, which has it anyway
   * @param archive where there is one, long texts are put away
   */
  constructor(history: readonly HistoryEvent[], input: Payload, archive: Archive | undefined) {
    this.#history = history;
    this.#input = input;
    this.#archive = archive;
  }

  event(): void {
    this.bytes += EVENT_BYTES;
  }

  /** What goes from one state to the next is there once. */
  payload(payload: Payload): void {
    if (payload === this.#latest) return;
    const isLate = isUnwritten(payload);
    const bytes = isLate ? this.#ofValue(payload.value) : payload.text.length;
    this.#latest = payload;
    this.bytes += bytes;
    if (bytes > LONG) this.#took(isLate ? payload : payload.text, bytes);
  }

  #ofValue(value: Json): number {
    const latest = this.#latest;
    const known = latest !== undefined && isUnwritten(latest) ? latest.value : undefined;
    const bytes = bytesOf(value, known);
    addEffort(bytes);
    return bytes;
  }

  /** Texts, by members that are the details of an event or variables. */
  details(details: object): void {
    const bytes = bytesOfTexts(details);
    this.bytes += bytes;
    if (bytes <= LONG) return;
    const texts = Object.values(details).filter((member) => typeof member === 'string');
    const long = texts.find((text) => text.length > LONG);
    this.#took(long ?? texts[0]!, bytes);
  }

  /** Nothing goes on with the last text any more. */
  ended(): void {
    this.#latest = undefined;
    this.#texts?.ended();
  }

  #took(text: Payload | string, characters: number): void {
    if (this.#archive === undefined) return;
    this.#texts ??= new LongTexts(this.#history, this.#archive, this.#input);
    this.#texts.took(text, characters);
  }
}

/** The length of a value as JSON, about; what a known value has in the same place is there already. */
function bytesOf(value: Json, known: Json | undefined): number {
  if (typeof value === 'string') return value === known ? SHARED : value.length + 2;
  if (typeof value !== 'object' || value === null || value instanceof JsonNumber) return 5;
  if (value === known) return SHARED;
  const parts = (typeof known === 'object' && known !== null ? known : NO_PARTS) as JsonObject;
  let bytes = 2;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      bytes += 1 + bytesOf(value[index]!, parts[index]);
    }
  } else {
    for (const name in value) bytes += name.length + 4 + bytesOf(value[name]!, parts[name]);
  }
  return bytes;
}
