import { createHmac, timingSafeEqual } from 'node:crypto';

/** A webhook as it came. Headers may be missing. */
export interface SignedWebhook {
  readonly id: string | undefined;
  /** Seconds since 1970. */
  readonly timestamp: string | undefined;
  /** Signatures with blanks between them: `v1,<base64> v1,<base64>`. */
  readonly signatures: string | undefined;
  readonly body: Uint8Array;
}

/** Why a webhook is not believed. */
export const REFUSALS = {
  UNSIGNED: 'The headers webhook-id, webhook-timestamp and webhook-signature are needed.',
  TIMESTAMP_UNREADABLE: 'The header webhook-timestamp is not a number of seconds since 1970.',
  TIMESTAMP_TOO_OLD: 'The webhook was signed more than 5 minutes ago.',
  TIMESTAMP_TOO_NEW: 'The webhook is signed for a time that is more than 5 minutes ahead.',
  SIGNATURE_MISMATCH: 'No signature fits the id, the timestamp and the body.',
} as const;

export type Refusal = keyof typeof REFUSALS;

const TOLERANCE_SECONDS = 300;

/**
 * Why a webhook is not believed, or undefined: one signature fits one key. There are several keys
 * while a secret is changed, here or at the source. Entries of other versions fit none.
 *
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 *
 * @param now seconds since 1970
 */
export function refusalOf(
  { id, timestamp, signatures, body }: SignedWebhook,
  keys: readonly Buffer[],
  now: number,
): Refusal | undefined {
  if (!id || !timestamp || !signatures) return 'UNSIGNED';
  if (!/^\d+$/.test(timestamp)) return 'TIMESTAMP_UNREADABLE';
  const age = now - Number(timestamp);
  if (age > TOLERANCE_SECONDS) return 'TIMESTAMP_TOO_OLD';
  if (age < -TOLERANCE_SECONDS) return 'TIMESTAMP_TOO_NEW';
  const right = keys.map((key) => signature(key, `${id}.${timestamp}.`, body));
  const given = signatures.split(' ').map((entry) => Buffer.from(entry));
  const fits = given.some((one) => right.some((other) => isSame(one, other)));
  return fits ? undefined : 'SIGNATURE_MISMATCH';
}

function signature(key: Buffer, head: string, body: Uint8Array): Buffer {
  const digest = createHmac('sha256', key).update(head).update(body).digest('base64');
  return Buffer.from(`v1,${digest}`);
}

/** In a time that does not tell where they differ. */
function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/**
 * The keys of secrets with blanks, commas or line breaks between them: base64 with `whsec_` before
 * it or not. An empty one would let anybody sign, so it is none.
 */
export function keysOf(secrets: string): Buffer[] {
  return secrets
    .split(/[\s,]+/)
    .map((secret) => Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
    .filter(({ length }) => length > 0);
}
