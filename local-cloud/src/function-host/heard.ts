import * as z from 'zod';
import type { Message } from './runtime/messages.ts';

const LEVEL = z.enum(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']);
const due = z.number();

/** A function can write into the line of its runtime: what is heard there is held to what it may be. */
const MESSAGE: z.ZodType<Message> = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('log'),
    time: z.number().int().nonnegative(),
    message: z.string(),
    level: z.exactOptional(LEVEL),
  }),
  z.strictObject({
    type: z.literal('done'),
    payload: z.string(),
    failed: z.boolean(),
    exits: z.boolean(),
    onBoard: z.boolean(),
    memoryMb: z.number().nonnegative(),
  }),
  z.strictObject({ type: z.literal('timer'), due }),
  z.strictObject({ type: z.literal('idle'), due }),
  z.strictObject({ type: z.literal('settled'), due: due.optional() }),
]);

/** The message on a line; undefined for whatever is none. */
export function messageOf(line: Buffer): Message | undefined {
  try {
    return MESSAGE.parse(JSON.parse(line.toString('utf8')));
  } catch {
    return undefined;
  }
}
