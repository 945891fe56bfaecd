import type { Json } from '../../core/json.ts';
import { readJson } from '../../core/json-number.ts';
import type { Archive } from './archive.ts';
import { LONG } from './batch.ts';
import type { HistoryEvent } from './history.ts';
import { LongTexts } from './long-texts.ts';
import { isLongerThan, type Payload } from './payload.ts';

/** The output of an execution that has ended, as its last event tells it: there it may be put away. */
class ToldOutput implements Payload {
  readonly #event: HistoryEvent;

  constructor(event: HistoryEvent) {
    this.#event = event;
  }

  get text(): string {
    return this.#event.executionSucceededEventDetails!.output!;
  }

  get value(): Json {
    return readJson(this.text);
  }
}

/** The same of an Express execution, of which no history is kept: it has its texts put away itself. */
class ToldAlone extends ToldOutput {
  readonly texts: LongTexts;
  readonly characters: number;

  constructor(event: HistoryEvent, archive: Archive) {
    super(event);
    const history: HistoryEvent[] = [];
    this.texts = new LongTexts(history, archive);
    this.characters = this.text.length;
    this.texts.took(this.text, this.characters);
    history.push(event);
    this.texts.ended();
  }
}

/**
 * An output as it is kept once its execution has succeeded.
 *
 * @param history which tells it; undefined: none is kept
 * @param archive where it can be put away; undefined: it stays as it is
 */
export function toldByHistory(
  output: Payload,
  history: readonly HistoryEvent[] | undefined,
  archive: Archive | undefined,
): Payload {
  const isKept = history !== undefined && archive !== undefined && isLongerThan(output, LONG);
  return isKept ? new ToldOutput(history.at(-1)!) : output;
}

/**
 * The output of an Express execution, as it is kept for those who started it.
 *
 * @param last makes the event that tells it
 */
export function toldAlone(
  output: Payload,
  last: () => HistoryEvent,
  archive: Archive | undefined,
): Payload {
  const isKept = archive !== undefined && isLongerThan(output, LONG);
  return isKept ? new ToldAlone(last(), archive) : output;
}

/** How long an output is. One that was put away is not read for that. */
export function charactersOf(output: Payload): number {
  return output instanceof ToldAlone ? output.characters : output.text.length;
}
