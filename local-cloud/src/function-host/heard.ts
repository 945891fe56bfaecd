import * as z from 'zod';
import { type Head, type Message, NEWLINE } from './runtime/messages.ts';

/** In bytes, of a line and of a payload: an answer of more than 6 MB is refused in Lambda's own words. */
const LONGEST = 16 * 2 ** 20;

const LEVEL = z.enum(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']);
const due = z.number();

/** A function can write into the line of its runtime: what is heard there is held to what it may be. */
const HEAD: z.ZodType<Head<Message>> = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('log'),
    time: z.number().int().nonnegative(),
    message: z.string(),
    level: z.exactOptional(LEVEL),
  }),
  z.strictObject({
    type: z.literal('done'),
    bytes: z.number().int().nonnegative().max(LONGEST),
    failed: z.boolean(),
    exits: z.boolean(),
    onBoard: z.boolean(),
    memoryMb: z.exactOptional(z.number().nonnegative()),
  }),
  z.strictObject({ type: z.literal('timer'), due }),
  z.strictObject({ type: z.literal('idle'), due }),
  z.strictObject({ type: z.literal('settled'), due: due.optional() }),
]);

/** Puts messages together from what comes of them, and tells each. */
export class Heard {
  readonly #tell: (message: Message) => void;
  /** What came of the line or the payload that is not all there. */
  #parts: Buffer[] = [];
  #length = 0;
  /** The line whose payload is awaited. */
  #head: Extract<Head<Message>, { bytes: number }> | undefined;

  constructor(tell: (message: Message) => void) {
    this.#tell = tell;
  }

  /** False for what is no message: nothing that comes after it can be one. */
  take(chunk: Buffer): boolean {
    for (let rest = chunk; rest.length > 0; ) {
      const end =
        this.#head === undefined ? rest.indexOf(NEWLINE) : this.#head.bytes - this.#length;
      if (end < 0 || end > rest.length) return this.#await(rest);
      const whole = this.#whole(rest.subarray(0, end));
      if (this.#head === undefined) {
        if (!this.#line(whole)) return false;
        rest = rest.subarray(end + 1);
      } else {
        this.#payload(this.#head, whole);
        rest = rest.subarray(end);
      }
    }
    return true;
  }

  #await(part: Buffer): boolean {
    this.#parts.push(part);
    this.#length += part.length;
    return this.#length <= LONGEST;
  }

  #whole(last: Buffer): string {
    const bytes = this.#parts.length === 0 ? last : Buffer.concat([...this.#parts, last]);
    this.#parts = [];
    this.#length = 0;
    return bytes.toString('utf8');
  }

  #line(line: string): boolean {
    const head = headOn(line);
    if (head === undefined) return false;
    if (!('bytes' in head)) this.#tell(head);
    else if (head.bytes === 0) this.#payload(head, '');
    else this.#head = head;
    return true;
  }

  #payload(head: Extract<Head<Message>, { bytes: number }>, payload: string): void {
    this.#head = undefined;
    const { bytes: _, ...message } = head;
    this.#tell({ ...message, payload });
  }
}

function headOn(line: string): Head<Message> | undefined {
  try {
    return HEAD.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
