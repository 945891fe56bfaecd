const MEGABYTE = 1024 * 1024;
/** So many megabytes of histories and logs together are kept, where nobody says otherwise. */
export const KEPT_MEGABYTES = 512;
/** Of what is kept, an eighth goes at once: so it is not looked through for every event. */
const ROOM = 1 / 8;

/** Something that goes, its oldest first, when all together takes too much memory. */
export interface Forgettable {
  /** What it is made of, in the plural: `log events`. */
  readonly things: string;
  /** What is there now takes so many bytes of memory, about. */
  readonly bytes: number;
  /** Since when its oldest is there that may go, in milliseconds since 1970. Undefined: nothing may. */
  readonly oldest: number | undefined;
  /** Forgets the oldest. */
  forget(): Forgotten;
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

  constructor(megabytes: number = KEPT_MEGABYTES, report: (line: string) => void = () => {}) {
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
    this.#bytes = this.#all.reduce((sum, { bytes }) => sum + bytes, 0);
    if (this.#bytes > most) this.#makeRoom(most * (1 - ROOM));
  }

  #makeRoom(left: number): void {
    const counts = new Map<string, number>();
    let until = 0;
    while (this.#bytes > left) {
      const source = this.#withOldest();
      if (source === undefined) break;
      until = source.oldest!;
      const { count, bytes } = source.forget();
      this.#bytes -= bytes;
      counts.set(source.things, (counts.get(source.things) ?? 0) + count);
    }
    if (counts.size > 0) this.#report(this.#line(counts, until));
  }

  #withOldest(): Forgettable | undefined {
    const oldest = (of: Forgettable) => of.oldest ?? Number.POSITIVE_INFINITY;
    const [first] = this.#all.toSorted((a, b) => oldest(a) - oldest(b));
    return first?.oldest === undefined ? undefined : first;
  }

  #line(counts: ReadonlyMap<string, number>, until: number): string {
    const what = [...counts].map(([things, count]) => `${things}: ${count}`).join(', ');
    const time = new Date(until).toISOString();
    return (
      `Histories and logs took more than ${this.#megabytes} MB: the oldest, up to ${time}, were dropped ` +
      `(${what}). To keep more, give --keep, or the option keep of startCloud, more megabytes.`
    );
  }
}
