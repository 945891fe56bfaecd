import { getHeapStatistics } from 'node:v8';

const MEGABYTE = 1024 * 1024;
/** So many megabytes of histories and logs together are kept, where nobody says otherwise. In a small heap it is less. */
export const KEPT_MEGABYTES = 512;
/** Of what V8 lets the heap have. */
const PART_OF_HEAP = 1 / 4;

function usual(): number {
  const { heap_size_limit: most } = getHeapStatistics();
  return Math.min(KEPT_MEGABYTES, Math.floor((most * PART_OF_HEAP) / MEGABYTE));
}

/** Of what is kept, an eighth goes at once: so it is not looked through for every event. */
const ROOM = 1 / 8;

/** Something that goes, its oldest first, when all together takes too much memory. */
export interface Forgettable {
  /** What it is made of, in the plural: `log events`. */
  readonly things: string;
  /** What is there now takes so many bytes of memory, about. */
  readonly bytes: number;
  /** What may go, the oldest first. */
  ages(): Iterable<Age>;
  /** Forgets so many of its oldest. */
  forget(count: number): Forgotten;
}

export interface Age {
  /** Since when it is there, in milliseconds since 1970. */
  readonly since: number;
  /** It takes so many bytes of memory, about. */
  readonly bytes: number;
}

export interface Forgotten {
  /** How many things went. */
  readonly count: number;
  readonly bytes: number;
}

/** Holds histories and logs within a number of megabytes, and says what it drops for that. */
export class Keep {
  readonly #megabytes: number;
  readonly #report: (line: string) => void;
  readonly #all: Forgettable[] = [];
  /** What all takes at most: less, once something expired or was deleted. */
  #bytes = 0;

  constructor(megabytes: number = usual(), report: (line: string) => void = () => {}) {
    this.#megabytes = megabytes;
    this.#report = report;
  }

  add(forgettable: Forgettable): void {
    this.#all.push(forgettable);
  }

  /** So many bytes came in. */
  took(bytes: number): void {
    this.#bytes += bytes;
    const most = this.#megabytes * MEGABYTE;
    if (this.#bytes <= most) return;
    const why = `Histories and logs took more than ${this.#megabytes} MB`;
    const hint = 'To keep more, give --keep, or the option keep of startCloud, more megabytes.';
    this.#holdWithin(most, most * (1 - ROOM), (dropped) => `${why}: ${dropped}. ${hint}`);
  }

  /** The memory of the process is used up: what is more than so many bytes goes. */
  makeRoom(bytes: number): void {
    this.#holdWithin(
      bytes,
      bytes,
      (dropped) => `The memory of the process is used up. Of histories and logs ${dropped}.`,
    );
  }

  #holdWithin(most: number, left: number, line: (dropped: string) => string): void {
    this.#bytes = this.#all.reduce((sum, { bytes }) => sum + bytes, 0);
    if (this.#bytes > most) this.#drop(left, line);
  }

  #drop(left: number, line: (dropped: string) => string): void {
    const counts = new Map<string, number>();
    let until = 0;
    while (this.#bytes > left) {
      const oldest = oldestOf(this.#all, this.#bytes - left);
      if (oldest.counts.size === 0) break;
      until = oldest.until;
      for (const [source, many] of oldest.counts) {
        const { count, bytes } = source.forget(many);
        this.#bytes -= bytes;
        if (count > 0) counts.set(source.things, (counts.get(source.things) ?? 0) + count);
      }
    }
    if (counts.size === 0) return;
    const what = [...counts].map(([things, count]) => `${things}: ${count}`).join(', ');
    const time = new Date(until).toISOString();
    this.#report(line(`the oldest, up to ${time}, were dropped (${what})`));
  }
}

/** How many of each are the oldest of all that take so many bytes, and since when the last of them is there. */
function oldestOf(all: readonly Forgettable[], bytes: number) {
  const counts = new Map<Forgettable, number>();
  const queues = all.map((source) => {
    const ages = source.ages()[Symbol.iterator]();
    return { source, ages, next: ages.next() };
  });
  const since = ({ next }: (typeof queues)[number]) =>
    next.done ? Number.POSITIVE_INFINITY : next.value.since;
  let until = 0;
  for (let found = 0; found < bytes; ) {
    const first = queues.reduce((a, b) => (since(b) < since(a) ? b : a));
    if (first.next.done) break;
    found += first.next.value.bytes;
    until = first.next.value.since;
    counts.set(first.source, (counts.get(first.source) ?? 0) + 1);
    first.next = first.ages.next();
  }
  return { counts, until };
}
