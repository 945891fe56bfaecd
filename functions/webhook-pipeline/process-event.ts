import * as z from 'zod/mini';
import { taskHandler, UnexpectedPayload } from '../kit/task.ts';
import { SOURCE_NAMES, sources } from './sources.ts';

const payload = z.object({ source: z.enum(SOURCE_NAMES), payload: z.unknown() });

/** Process Event: what the event is worth, by the rule of its source. */
export const handler = taskHandler(payload, UnexpectedPayload, (event) =>
  sources[event.source].process(event.payload),
);
