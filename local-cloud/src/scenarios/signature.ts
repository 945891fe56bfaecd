import { createHmac } from 'node:crypto';
import { parseDuration } from '../core/duration.ts';

/** Who signs a webhook: the message's id, the shared secret, and how long ago it was. */
export interface Signing {
  readonly id: string;
  /** `whsec_` and base64. */
  readonly secret: string;
  /** ISO 8601. */
  readonly age: string;
}

/**
 * The headers of a signed webhook: id, time and body under HMAC-SHA256.
 *
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 *
 * @param now cloud time in milliseconds
 */
export function signatureHeaders({ id, secret, age }: Signing, body: string, now: number) {
  const timestamp = String(Math.floor((now - parseDuration(age)) / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}
