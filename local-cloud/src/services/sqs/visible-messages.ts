import type { Message } from './message.ts';

/** So many entries that were looked at may stay in memory. */
const COMPACT_AFTER = 1024;

/** Visible messages, in the order they became so: what is taken or gone since is passed over. */
export class VisibleMessages {
  readonly #isVisible: (message: Message) => boolean;
  #messages: Message[] = [];
  /** How many of them have been looked at. */
  #head = 0;

  constructor(isVisible: (message: Message) => boolean) {
    this.#isVisible = isVisible;
  }

  add(message: Message): void {
    this.#messages.push(message);
    if (this.#head < COMPACT_AFTER || this.#head * 2 < this.#messages.length) return;
    this.#messages.splice(0, this.#head);
    this.#head = 0;
  }

  remove(message: Message): void {
    this.#messages = this.#messages.slice(this.#head).filter((one) => one !== message);
    this.#head = 0;
  }

  clear(): void {
    this.#messages = [];
    this.#head = 0;
  }

  all(): Message[] {
    return this.#messages.slice(this.#head).filter(this.#isVisible);
  }

  /** One after the other, for as long as they are asked for. */
  *taken(): Generator<Message> {
    while (this.#head < this.#messages.length) {
      const message = this.#messages[this.#head]!;
      this.#head += 1;
      if (this.#isVisible(message)) yield message;
    }
    this.clear();
  }
}
