import { expect, test } from 'vitest';
import { asSent, asShown } from './boto.ts';

const list = { sdkId: 'S3', operation: 'ListObjectsV2', query: false };
const listed = { EncodingType: 'url', Contents: [{ Key: 'a%2Bb+c' }] };

test('keys of lists are asked for encoded and shown decoded', () => {
  expect(asSent(list, { Bucket: 'b' })).toEqual({ Bucket: 'b', EncodingType: 'url' });
  expect(asShown(list, { Bucket: 'b' }, listed)).toEqual({
    EncodingType: 'url',
    Contents: [{ Key: 'a+b c' }],
  });
});

test('whoever asks for encoded keys sees them so', () => {
  expect(asShown(list, { Bucket: 'b', EncodingType: 'url' }, listed)).toEqual(listed);
});
