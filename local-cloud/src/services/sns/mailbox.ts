import * as z from 'zod';
import type { Json } from '../../core/json.ts';
import type { TaskOrigin } from '../../core/service.ts';
import { fromJson, given, type State, shape, toJson } from '../../core/state.ts';
import type { Mail } from './mail.ts';

/** How many mails are kept; the oldest go first. */
const KEPT = 1000;

const SAVED = z.array(
  shape<Mail>({
    id: z.number(),
    sent: z.number(),
    from: z.string(),
    to: z.string(),
    subject: z.string(),
    body: z.string(),
    task: given<TaskOrigin>().optional(),
  }),
);

/** Where all mail ends up: nothing leaves the machine. */
export class Mailbox implements State {
  readonly #mails: Mail[] = [];
  readonly #written: (text: string) => string;
  #last = 0;

  /** @param written a mail's text as people read it here: its links lead here, too */
  constructor(written: (text: string) => string = (text) => text) {
    this.#written = written;
  }

  send(mail: Omit<Mail, 'id'>): void {
    this.#mails.push({ id: ++this.#last, ...mail, body: this.#written(mail.body) });
    if (this.#mails.length > KEPT) this.#mails.shift();
  }

  save(): Json {
    return toJson(this.#mails);
  }

  load(json: Json): void {
    this.#mails.push(...fromJson(json, SAVED));
    this.#last = this.#mails.at(-1)?.id ?? 0;
  }

  /** Oldest first. */
  all(): readonly Mail[] {
    return this.#mails;
  }

  find(id: number): Mail | undefined {
    return this.#mails.find((mail) => mail.id === id);
  }
}
