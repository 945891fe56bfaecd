import * as z from 'zod';
import { shape } from '../../core/state.ts';
import { PROTOCOLS } from './protocols.ts';
import type { Subscription } from './topics.ts';

/** A subscription without its filter, which follows from its attributes. */
export type SavedSubscription = Omit<Subscription, 'filter'>;

export const SAVED_SUBSCRIPTION = shape<SavedSubscription>({
  arn: z.string(),
  topicArn: z.string(),
  protocol: z.enum(PROTOCOLS),
  endpoint: z.string(),
  attributes: z.map(z.string(), z.string()),
  principal: z.string(),
  confirmation: z.enum(['pending', 'confirmed', 'authenticated']),
  asked: z.strictObject({ token: z.string(), until: z.number() }).optional(),
});
