import { type Payload, peek } from './payload.ts';

/**
 * `details` of an event with the text of a payload as their `field`, written when the event is
 * read: until then the event shares its payload with the state it tells of.
 */
export function withLateText<Field extends 'input' | 'output', Details extends object>(
  details: Details,
  field: Field,
  payload: Payload,
): Details & Record<Field, string> {
  const whole: object = Object.assign(new LateText(payload, field), details);
  return whole as Details & Record<Field, string>;
}

/** One getter for all events; in object literals each would be a closure with a shape of its own. */
class LateText {
  static readonly #text = {
    get(this: LateText): string {
      return this.#read();
    },
    enumerable: true,
  };
  readonly #payload: Payload;
  /** What was read is read again soon, or never: it takes no memory meanwhile. */
  #latest: WeakRef<{ readonly text: string }> | undefined;

  constructor(payload: Payload, field: 'input' | 'output') {
    this.#payload = payload;
    Object.defineProperty(this, field, LateText.#text);
  }

  #read(): string {
    let latest = this.#latest?.deref();
    if (latest === undefined) {
      latest = { text: peek(this.#payload) };
      this.#latest = new WeakRef(latest);
    }
    return latest.text;
  }
}
