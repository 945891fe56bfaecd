import * as z from 'zod/mini';
import { taskHandler, UnexpectedPayload } from '../kit/task.ts';
import { SOURCE_NAMES, sources } from './sources.ts';

const payload = z.object({
  eventId: z.string(),
  source: z.enum(SOURCE_NAMES),
  payload: z.unknown(),
  outcome: z.unknown(),
});

/** Normalise Event: the canonical event. */
export const handler = taskHandler(payload, UnexpectedPayload, ({ eventId, source, ...event }) => ({
  eventId,
  source,
  ...sources[source].normalise(event.payload, event.outcome),
}));
