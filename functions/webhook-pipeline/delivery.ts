import * as z from 'zod/mini';
import { SOURCE_NAMES } from './sources.ts';

/** A webhook on its way through the stream, and the input of the workflow. */
export const delivery = z.object({
  /** The source, and the id that it gave the message: the same whenever it sends it again. */
  eventId: z.string().check(z.minLength(1), z.maxLength(256)),
  source: z.enum(SOURCE_NAMES),
  /** When its signature was checked, by our clock: ISO 8601. */
  receivedAt: z.iso.datetime(),
  /** The text that the source signed, as it came. */
  body: z.string(),
});

export type Delivery = z.output<typeof delivery>;

/**
 * The largest body that is taken, far above any real event. What the workflow passes on is at most
 * 256 KiB, and as a text within JSON a body may be twice as long.
 */
export const MAX_BYTES = 65_536;
