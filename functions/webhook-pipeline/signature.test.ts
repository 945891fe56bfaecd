import { createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keysOf, refusalOf } from './signature.ts';

const key = Buffer.alloc(32, 'key');
const other = Buffer.alloc(32, 'another');
const id = 'msg-1';
const now = 1_893_492_000;
const body = Buffer.from('{"trip": "Zürich"}');

function sign(with_: Buffer, timestamp: number | string, text: Buffer = body): string {
  const digest = createHmac('sha256', with_).update(`${id}.${timestamp}.`).update(text);
  return `v1,${digest.digest('base64')}`;
}

const judge = (changes: object = {}, keys = [key]) =>
  refusalOf(
    { id, timestamp: String(now), signatures: sign(key, now), body, ...changes },
    keys,
    now,
  );

test('a webhook that one of the keys has signed is believed', () => {
  expect(judge()).toBeUndefined();
  expect(judge({}, [other, key])).toBeUndefined();
});

test('one signature that fits is enough, among those of other keys and other versions', () => {
  const signatures = `${sign(other, now)} v2,abc v1a,abc ${sign(key, now)}`;
  expect(judge({ signatures })).toBeUndefined();
});

test.each(['id', 'timestamp', 'signatures'])('without its %s it is unsigned', (header) => {
  expect(judge({ [header]: undefined })).toBe('UNSIGNED');
  expect(judge({ [header]: '' })).toBe('UNSIGNED');
});

test.each(['hello', '1893492000.5', '-5', '0x10', ' 1893492000', '1e9'])(
  'a timestamp of %j is none',
  (timestamp) => {
    const signatures = sign(key, timestamp);
    expect(judge({ timestamp, signatures })).toBe('TIMESTAMP_UNREADABLE');
  },
);

test.each([
  [-300, undefined],
  [300, undefined],
  [-301, 'TIMESTAMP_TOO_OLD'],
  [301, 'TIMESTAMP_TOO_NEW'],
])('signed at %i seconds from now it is: %s', (seconds, refusal) => {
  const timestamp = String(now + seconds);
  expect(judge({ timestamp, signatures: sign(key, timestamp) })).toBe(refusal);
});

test.each([
  ['another key', { signatures: sign(other, now) }],
  ['another id', { id: 'msg-2' }],
  ['another body', { body: Buffer.from('{"trip":"Zürich"}') }],
  ['another version with the right value', { signatures: sign(key, now).replace('v1', 'v2') }],
  ['no version', { signatures: sign(key, now).slice(3) }],
  ['a part of the right value', { signatures: sign(key, now).slice(0, -4) }],
  ['more than the right value', { signatures: `${sign(key, now)}=` }],
  ['nothing after the version', { signatures: 'v1,' }],
  ['no base64', { signatures: 'v1,∞' }],
])('a signature with %s does not fit', (_, changes) => {
  expect(judge(changes)).toBe('SIGNATURE_MISMATCH');
});

test('without a key nothing fits', () => {
  expect(judge({}, [])).toBe('SIGNATURE_MISMATCH');
});

test('secrets have blanks, commas or lines between them, and empty ones are none', () => {
  const text = (length: number) => Buffer.alloc(length, 7).toString('base64');
  const secrets = `whsec_${text(24)}, ${text(25).replace(/=+$/, '')}\nwhsec_ whsec_${text(32)}\n`;
  expect(keysOf(secrets).map(({ length }) => length)).toEqual([24, 25, 32]);
  expect(keysOf('')).toEqual([]);
});

interface Vector {
  readonly name: string;
  readonly id: string | null;
  readonly timestamp: string | null;
  readonly payload: string;
  readonly secret: string;
  readonly signature: string | null;
  readonly now: number;
  readonly valid: boolean;
}

const file = join(import.meta.dirname, '../../../shared/data/webhooks/vectors.json');
if (!existsSync(file)) console.log('Skipped: the vectors of Standard Webhooks are not there.');
const vectors: Vector[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).vectors : [];

test.skipIf(vectors.length === 0)('there are as many vectors as were published', () => {
  expect(vectors.map(({ valid }) => valid).sort()).toEqual([
    ...Array(17).fill(false),
    ...Array(8).fill(true),
  ]);
});

test.each(vectors)('the published vector $name is valid: $valid', (vector) => {
  const webhook = {
    id: vector.id ?? undefined,
    timestamp: vector.timestamp ?? undefined,
    signatures: vector.signature ?? undefined,
    body: Buffer.from(vector.payload),
  };
  expect(refusalOf(webhook, keysOf(vector.secret), vector.now) === undefined).toBe(vector.valid);
});
