import type { Pace } from './pace.ts';

/** The links that came by mail since a scenario began, each to be followed once. */
export class Inbox {
  readonly #pace: Pick<Pace, 'mails' | 'settle' | 'step'>;
  readonly #since: number;
  readonly #read = new Set<number>();

  /** `since`: cloud time in milliseconds. */
  constructor(pace: Pick<Pace, 'mails' | 'settle' | 'step'>, since: number) {
    this.#pace = pace;
    this.#since = since;
  }

  /** The link in the newest mail that has one; waits for it. Undefined when none will come. */
  async nextLink(): Promise<string | undefined> {
    for (let moved = true; ; moved = await this.#pace.step()) {
      await this.#pace.settle();
      const link = this.#take(await this.#pace.mails());
      // Time passes by itself, too: nothing left to move means to look once more.
      if (link !== undefined || !moved) return link;
    }
  }

  #take(mails: Awaited<ReturnType<Pace['mails']>>): string | undefined {
    for (const { id, sent, body } of mails.toReversed()) {
      const link = /https?:\/\/\S+/.exec(body)?.[0];
      if (sent < this.#since || link === undefined || this.#read.has(id)) continue;
      this.#read.add(id);
      return link;
    }
    return undefined;
  }
}
