import { expect, test } from 'vitest';
import { orderOf, readDay } from './date.ts';

test.each([
  ['2020-06-12', '2020-06-12'],
  ['2020/6/12', '2020-06-12'],
  ['12.06.2020', '2020-06-12'],
  ['05. 06. 2013', '2013-06-05'],
  ['01.09.13', '2013-09-01'],
  ['June 12, 2020', '2020-06-12'],
  ['Jun. 12th, 2020', '2020-06-12'],
  ['12 March 2020', '2020-03-12'],
  ['Thursday, 26 March 2020', '2020-03-26'],
  ['01-Jan-2021', '2021-01-01'],
  ['12. Juni 2020', '2020-06-12'],
  ['den 5. März 2018', '2018-03-05'],
  ['3. Jänner 2019', '2019-01-03'],
  ['31. Dez. 2019', '2019-12-31'],
  ['Montag, 7. Oktober 2019', '2019-10-07'],
  ['12 juin 2020', '2020-06-12'],
  ['le 1er février 2021', '2021-02-01'],
  ['jeudi 4 août 2022', '2022-08-04'],
  ['15 déc. 2022', '2022-12-15'],
  ['12 juil. 2020', '2020-07-12'],
  ['12 Jun 20', '2020-06-12'],
  ['2018-10-31 14:05', '2018-10-31'],
  ['2018-10-31T14:05:00Z', '2018-10-31'],
  ['vom 31.10.2018', '2018-10-31'],
  ['2e mai 2021', '2021-05-02'],
  ['June 12, 2020 10:30 AM', '2020-06-12'],
  ['05/05/2020', '2020-05-05'],
])('%j is %s', (text, day) => {
  expect(readDay(text)).toEqual({ dmy: day, mdy: day });
  expect(orderOf(readDay(text)!)).toBeUndefined();
});

test('03/04/2020 is one day here and another there', () => {
  expect(readDay('03/04/2020')).toEqual({ dmy: '2020-04-03', mdy: '2020-03-04' });
  expect(orderOf(readDay('03-04-2020')!)).toBeUndefined();
});

test.each([
  ['25/04/2020', { dmy: '2020-04-25' }, 'dmy'],
  ['01/31/2021', { mdy: '2021-01-31' }, 'mdy'],
  ['12/31/19', { mdy: '2019-12-31' }, 'mdy'],
])('%j leaves no choice', (text, day, order) => {
  expect(readDay(text)).toEqual(day);
  expect(orderOf(readDay(text)!)).toBe(order);
});

test.each([
  '',
  '14 days',
  '31.02.2020',
  '13/13/2020',
  'May',
  'June 2020',
  'from 1 to 30 June 2020',
  '4711-12',
  '201/113/40209',
  '12.345.678',
  '12.6.2020 - 15.6.2020',
  'O5.06.2013',
  'June l2, 2020',
  '1O June 2020',
])('%j is no date', (text) => {
  expect(readDay(text)).toBeUndefined();
});
