import { parseJson } from '../kit/parse.ts';
import type { Delivery } from './delivery.ts';
import { InvalidEvent } from './errors.ts';
import { sources } from './sources.ts';

/** What clocks may differ. An event of a later time would outrank all that come after it. */
const AHEAD_MS = 5 * 60_000;

/** The fields that are used of what a source sent. Throws InvalidEvent, without a value in it. */
export function payloadOf({ source, body, receivedAt }: Delivery): unknown {
  const read = sources[source].read(parseJson(body));
  if ('problems' in read) {
    const problems = read.problems.map(({ path, message }) => `${path} ${message}`);
    throw new InvalidEvent(`This is no event that ${source} is known for: ${problems.join('; ')}`);
  }
  if (read.occurredAt.getTime() > Date.parse(receivedAt) + AHEAD_MS) {
    throw new InvalidEvent(`The event is of ${read.occurredAt.toISOString()}, which is to come.`);
  }
  return read.payload;
}
