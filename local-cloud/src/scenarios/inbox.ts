import type { Mail } from '../services/sns/mail.ts';
import type { Pace } from './pace.ts';

/** What SNS adds to a message begins so: its link ends the subscription. */
const FOOTER = '\n--\nIf you wish to stop receiving notifications from this topic';

/** The page that SNS asks people to confirm a subscription on. */
const CONFIRMATION = /https?:\/\/\S+\/confirmation\.html\?\S+/;

/** The mails that came since a scenario began, each to be dealt with once. */
export class Inbox {
  readonly #pace: Pick<Pace, 'mails' | 'settle' | 'step'>;
  readonly #since: number;
  readonly #read = new Set<number>();

  /** `since`: the id of the last mail before. */
  constructor(pace: Pick<Pace, 'mails' | 'settle' | 'step'>, since: number) {
    this.#pace = pace;
    this.#since = since;
  }

  /** The link in the newest mail of a workflow that has one; waits for it. Undefined: none will come. */
  nextLink(): Promise<string | undefined> {
    return this.#next(({ body }) => {
      const [message = ''] = body.split(FOOTER);
      return CONFIRMATION.test(message) ? undefined : /https?:\/\/\S+/.exec(message)?.[0];
    });
  }

  /** The link in the newest mail that asks to confirm a subscription; waits for it. */
  nextConfirmation(): Promise<string | undefined> {
    return this.#next(({ body }) => CONFIRMATION.exec(body)?.[0]);
  }

  /** Every link in every mail, SNS's own too, read or not. */
  async links(): Promise<string[]> {
    await this.#pace.settle();
    const mails = await this.#pace.mails();
    return mails
      .filter(({ id }) => id > this.#since)
      .flatMap(({ body }) => [...body.matchAll(/https?:\/\/\S+/g)].map(([link]) => link));
  }

  async #next(linkIn: (mail: Mail) => string | undefined): Promise<string | undefined> {
    for (let moved = true; ; ) {
      const due = await this.#pace.settle();
      const link = this.#take(await this.#pace.mails(), linkIn);
      // Time passes by itself, too: nothing left to move means to look once more.
      if (link !== undefined || !moved) return link;
      moved = await this.#pace.step(due);
    }
  }

  #take(mails: readonly Mail[], linkIn: (mail: Mail) => string | undefined): string | undefined {
    for (const mail of mails.toReversed()) {
      const link = linkIn(mail);
      if (mail.id <= this.#since || link === undefined || this.#read.has(mail.id)) continue;
      this.#read.add(mail.id);
      return link;
    }
    return undefined;
  }
}
