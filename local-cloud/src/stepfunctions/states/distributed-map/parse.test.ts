import { expect, test } from 'vitest';
import { atOnce } from '../../../core/turns.ts';
import { DatasetSize } from './dataset-size.ts';
import { parseItems, type ReaderConfig } from './parse.ts';

const CSV = { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' };

function turnsOf(text: string, config: ReaderConfig): number {
  const steps = parseItems(text, config);
  let turns = 0;
  while (!steps.next().done) turns += 1;
  return turns;
}

test('others have their turn while a file of JSON in empty lines is read', () => {
  expect(turnsOf('\n'.repeat(10_000_000), { InputType: 'JSONL' })).toBeGreaterThanOrEqual(9);
});

test.each([
  ['short rows', `a\n${'1\n'.repeat(500_000)}`],
  ['long rows', `a\n${`${'x'.repeat(500_000)}\n`.repeat(10)}`],
  ['empty lines', `${'\n'.repeat(2_000_000)}a\n1`],
  ['many columns', `${Array.from({ length: 20_000 }, (_, n) => n)}\n${'1\n'.repeat(50)}`],
])('others have their turn while a CSV file of %s is read', (_, text) => {
  expect(turnsOf(text, CSV)).toBeGreaterThanOrEqual(9);
});

test.each([
  ['{""tea"":[1,2]}', '{"tea":[1', 'a doubled quote in a field without quotes'],
  ['"say ""when"", please"', 'say "when", please', 'a doubled quote in quotes'],
  [String.raw`C:\\tea\\cups`, String.raw`C:\tea\cups`, 'backslashes'],
  [String.raw`one\,two`, 'one,two', 'an escaped delimiter'],
  [String.raw`say \"when\" now`, 'say "when" now', 'escaped quotes'],
  [String.raw`"say \"when\", please\\"`, 'say "when", please\\', 'escaped characters in quotes'],
  [String.raw`\t\ea \ `, 'tea  ', 'backslashes before others'],
  [String.raw`"\t\ea"`, 'tea', 'backslashes before others in quotes'],
  ['"tea" and ""cake""', 'tea and "cake"', 'what is behind a closing quote'],
  ['5" wide', '5" wide', 'a quote alone'],
])('CSV: %s is %s (%s)', (field, value) => {
  expect(atOnce(parseItems(`a\n${field}\n`, CSV))).toEqual([{ a: value }]);
});

test('CSV: a backslash escapes the delimiter of the file, no other one', () => {
  const config = { ...CSV, CSVDelimiter: 'PIPE' };
  const rows = 'a|b\n1\\|2|3\\,4\n';
  expect(atOnce(parseItems(rows, config))).toEqual([{ a: '1|2', b: '3,4' }]);
});

test('a row that no item can be made of is refused, wherever it does not end', () => {
  const long = 'x'.repeat(1_000_001);
  for (const row of [
    long,
    `"${long}"`,
    `"${long}`,
    '""""'.repeat(300_000),
    ','.repeat(1_000_001),
  ]) {
    expect(() => atOnce(parseItems(`a\n1\n${row}\n`, CSV))).toThrow(
      expect.objectContaining({
        error: 'States.ItemReaderFailed',
        cause: 'The local cloud cannot read the CSV file. A row has more than 1000000 characters.',
      }),
    );
  }
});

test('a dataset holds as many items as there is memory for, whatever they are made of', () => {
  const full = () => {
    const size = new DatasetSize();
    size.items(1_818_180);
    return size;
  };
  const refused = expect.objectContaining({
    error: 'States.ItemReaderFailed',
    cause: expect.stringMatching(/in memory, and reads up to 20000000 values/),
  });
  expect(atOnce(parseItems('a\n1\n', CSV, full()))).toEqual([{ a: '1' }]);
  for (const [text, config] of [
    ['a\n1\n2\n', CSV],
    ['[1, 2]', { InputType: 'JSON' }],
    ['{"of": {"a": 1, "b": 2}}', { InputType: 'JSON', ItemsPointer: '/of' }],
    ['1\n2\n', { InputType: 'JSONL' }],
  ] as const) {
    expect(() => atOnce(parseItems(text, config, full()))).toThrow(refused);
  }
  expect(() => new DatasetSize().items(2, 10_000_000)).toThrow(refused);
});

test('all files of a dataset together are no larger than there is memory for', () => {
  const size = new DatasetSize();
  const text = `a\n${'x'.repeat(2 ** 20 - 3)}\n`;
  for (let file = 0; file < 256; file++) size.read(text);
  expect(() => size.read(text)).toThrow(
    expect.objectContaining({ cause: expect.stringContaining('in all files together') }),
  );
});
