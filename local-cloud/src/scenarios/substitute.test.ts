import { expect, test } from 'vitest';
import { dayOf, substitute, substituteText } from './substitute.ts';

const outputs = new Map([
  ['TableName', 'seats'],
  ['today', '2028-02-29'],
]);

test('names are replaced in every text, keys too', () => {
  expect(substitute({ '${TableName}': [{ name: 'the ${TableName}', count: 1 }] }, outputs)).toEqual(
    { seats: [{ name: 'the seats', count: 1 }] },
  );
});

test('a name that nothing stands for is an error with the names there are', () => {
  expect(() => substituteText('${Table}', outputs)).toThrow('no output "Table"');
});

test.each([
  ['${today}', '2028-02-29'],
  ['${today+P1D}', '2028-03-01'],
  ['${today-P14D}', '2028-02-15'],
  ['${today-P2Y}', '2026-02-28'],
  ['${today-P2Y+P1D}', '2026-03-01'],
  ['${today-P4Y}', '2024-02-29'],
  ['${today+P11M}', '2029-01-29'],
  ['${today-P1Y2M3D}', '2026-12-26'],
  ['from ${today-P1M} to ${today}', 'from 2028-01-29 to 2028-02-29'],
])('%s on 29 February 2028 is %s', (text, day) => {
  expect(substituteText(text, outputs)).toBe(day);
});

test.each(['${today-P}', '${today+P1D2Y}', '${TableName+P1D}'])('%s is an error', (text) => {
  expect(() => substituteText(text, outputs)).toThrow('cannot be counted from');
});

test("a moment's day is the one in UTC", () => {
  expect(dayOf(Date.parse('2030-01-31T23:59:59.999Z'))).toBe('2030-01-31');
});
