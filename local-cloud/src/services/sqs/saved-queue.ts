import * as z from 'zod';
import { texts } from '../../core/json-schemas.ts';
import { shape } from '../../core/state.ts';
import { SAVED_DEDUPLICATION, type SavedDeduplication } from '../deduplication.ts';
import { SAVED_MESSAGE, type SavedMessage } from './message.ts';

/** A queue with its messages, as it is saved. */
export interface SavedQueue {
  readonly name: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly purgedAt: number | undefined;
  readonly tags: Record<string, string>;
  /** As they were given. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly deduplication: SavedDeduplication;
  /** In the order they were sent. */
  readonly messages: readonly SavedMessage[];
  /** The ids of those that can be received, in the order they became so. */
  readonly visible: readonly string[];
}

export const SAVED_QUEUE = shape<SavedQueue>({
  name: z.string(),
  createdAt: z.number(),
  modifiedAt: z.number(),
  purgedAt: z.number().optional(),
  tags: texts,
  attributes: texts,
  deduplication: SAVED_DEDUPLICATION,
  messages: z.array(SAVED_MESSAGE),
  visible: z.array(z.string()),
});
