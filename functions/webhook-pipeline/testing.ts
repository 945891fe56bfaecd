import { createHmac } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { now } from '../kit/clock.ts';
import { httpEvent } from '../kit/testing.ts';

export const SECRET = `whsec_${Buffer.alloc(32, 'sample').toString('base64')}`;

/** Bodies as the sources send them. */
export const BODIES = {
  'trip-a': {
    event_type: 'trips.completed',
    event_time: 1_893_492_000,
    meta: { user_id: 'sample-a', trip_id: 'trip-1' },
    fare: { value: '23.90', currency_code: 'USD' },
  },
  'trip-b': {
    event_type: 'ride.dropped_off',
    occurred_at: '2030-01-01T12:00:00+02:00',
    event: { ride_id: 'ride-1', passenger: { id: 'sample-b' }, distance_miles: 4.7 },
  },
  subscriptions: {
    type: 'subscription.expired',
    timestamp: '2030-01-01T10:00:00Z',
    data: {
      subscription: 'sub-1',
      customer: 'sample-c',
      plan: 'monthly',
      period_end: '2030-01-01T00:00:00Z',
    },
  },
} as const;

/** A request to `/webhooks/<source>` that is signed as the specification has it. */
export function signedRequest(
  source: string,
  body: unknown,
  { id = 'msg-1', secret = SECRET, at = now(), base64 = false } = {},
): APIGatewayProxyEventV2 {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const timestamp = String(Math.floor(at / 1000));
  const signature = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
    .update(`${id}.${timestamp}.${text}`)
    .digest('base64');
  return {
    ...httpEvent(base64 ? Buffer.from(text).toString('base64') : text, base64),
    pathParameters: { source },
    headers: {
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    },
  };
}
