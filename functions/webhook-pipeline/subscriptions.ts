import * as z from 'zod/mini';
import { id, time } from './fields.ts';
import { source } from './source.ts';

/** Who has paid has three days to pay again. */
const GRACE_MS = 3 * 86_400_000;

/** The subscription provider, whose payloads look as the Standard Webhooks specification suggests. */
export const subscriptions = source({
  customer: ['data', 'customer'],
  payload: z.object({
    type: z.literal('subscription.expired'),
    timestamp: time,
    data: z.object({
      subscription: id,
      customer: id,
      plan: z.enum(['trial', 'monthly', 'yearly']),
      period_end: time,
    }),
  }),
  outcome: z.object({ accessUntil: z.string() }),
  occurredAt: ({ timestamp }) => new Date(timestamp),
  /** A trial ends when it ends; what was paid for goes on for a few days. */
  process({ data: { plan, period_end } }) {
    const end = Date.parse(period_end) + (plan === 'trial' ? 0 : GRACE_MS);
    return { accessUntil: new Date(end).toISOString() };
  },
  normalise: ({ data }, { accessUntil }) => ({
    type: 'subscription.expired',
    customerId: data.customer,
    data: { subscriptionId: data.subscription, accessUntil },
  }),
});
