import { createCanvas } from '@napi-rs/canvas';
import { expect, test } from 'vitest';
import { formatOf, pictureSize } from './picture-header.ts';

const canvas = createCanvas(30, 20);

test.each([
  ['png', canvas.toBuffer('image/png')],
  ['jpeg', canvas.toBuffer('image/jpeg')],
] as const)('a %s says what it is, and how large', (format, bytes) => {
  expect(formatOf(bytes)).toBe(format);
  expect(pictureSize(bytes, format)).toEqual([30, 20]);
});

test('formats are told by their first bytes', () => {
  expect(formatOf(Buffer.from('\n%PDF-1.4 ...'))).toBe('pdf');
  expect(formatOf(Buffer.from('II*\0rest'))).toBe('tiff');
  expect(formatOf(Buffer.from('GIF89a'))).toBeUndefined();
  expect(formatOf(Buffer.alloc(0))).toBeUndefined();
});

test('a picture that is cut off says no size', () => {
  expect(pictureSize(canvas.toBuffer('image/png').subarray(0, 20), 'png')).toBeUndefined();
  expect(pictureSize(canvas.toBuffer('image/jpeg').subarray(0, 8), 'jpeg')).toBeUndefined();
});
