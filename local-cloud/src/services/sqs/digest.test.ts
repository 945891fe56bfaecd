import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { md5OfAttributes, md5OfBody } from './digest.ts';

test('the digest of a body is that of its UTF-8 bytes', () => {
  expect(md5OfBody('grüße')).toBe(createHash('md5').update(Buffer.from('grüße')).digest('hex'));
  expect(md5OfBody('This is a test message')).toBe('fafb00f5732ab283681e124bf8747ed1');
});

test('the digest of attributes is the one AWS documents, whatever their order', () => {
  const timestamp = { DataType: 'Number', StringValue: '1493147359900' };
  expect(md5OfAttributes({ timestamp })).toBe('235c5c510d26fb653d073faed50ae77c');
  const city = { DataType: 'String', StringValue: 'Any City' };
  const raw = { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2, 3]) };
  expect(md5OfAttributes({ city, raw })).toBe(md5OfAttributes({ raw, city }));
  expect(md5OfAttributes({ city })).not.toBe(
    md5OfAttributes({ city: { ...city, DataType: 'String.x' } }),
  );
});

test('without attributes there is no digest', () => {
  expect(md5OfAttributes(undefined)).toBeUndefined();
  expect(md5OfAttributes({})).toBeUndefined();
});
