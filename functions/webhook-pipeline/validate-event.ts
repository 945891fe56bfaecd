import { taskHandler } from '../kit/task.ts';
import { delivery } from './delivery.ts';
import { InvalidEvent } from './errors.ts';
import { payloadOf } from './validate.ts';

/** Validate Event: the fields that are used of what the source sent, under its own names. */
export const handler = taskHandler(delivery, InvalidEvent, payloadOf);
