import { expect, test } from 'vitest';
import { parseCsv } from './csv.ts';

test.each([
  [
    '1,2\n3,4\n',
    [
      [1, 2],
      [3, 4],
    ],
  ],
  [
    '1,2\r\n3,4',
    [
      [1, 2],
      [3, 4],
    ],
  ],
  [
    '\uFEFF1,-2e3\n\n"3", .5 \n',
    [
      [1, -2000],
      [3, 0.5],
    ],
  ],
  ['', []],
])('%j is rows of numbers', (text, rows) => {
  expect(parseCsv(text)).toEqual(rows);
});

test.each([
  ['rides,temp\n1,2', 1, 'Column 1 is "rides", which is not a number.'],
  ['1,2\n3,', 2, 'Column 2 is "", which is not a number.'],
  ['1,2\n\n3,NaN', 3, 'Column 2 is "NaN", which is not a number.'],
  ['1,2\n3,Infinity', 2, 'Column 2 is "Infinity", which is not a number.'],
  ['0x10,2', 1, 'Column 1 is "0x10", which is not a number.'],
  ['1,2\n3', 2, 'It has 1 columns, and the first row 2.'],
])('%j has a bad row', (text, row, why) => {
  expect(() => parseCsv(text)).toThrow(expect.objectContaining({ row, message: why }));
});
