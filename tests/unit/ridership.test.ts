import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readYears } from '../../ridership/years.ts';

function folderWith(...years: number[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'ridership-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const year of years) {
    writeFileSync(join(folder, `${year}.csv`), `date,rides\n${year}-01-01,7\n${year}-01-02,8\n`);
  }
  return folder;
}

test('a year is read with the two before it, all without their headers', () => {
  const { first, last, rows } = readYears(['.', '2019', '2019'], folderWith(2017, 2018, 2019));
  expect([first, last]).toEqual([2019, 2019]);
  expect([...rows.keys()]).toEqual([2017, 2018, 2019]);
  expect(rows.get(2018)).toEqual(['2018-01-01,7', '2018-01-02,8']);
});

test('years without a file are all named before anything runs', () => {
  const folder = folderWith(2018);
  expect(() => readYears([folder, '2019'], '/')).toThrow(
    expect.objectContaining({
      what: 'There is no ridership for every year from 2017 to 2020',
      why: [2017, 2019, 2020]
        .map((year) => `${join(folder, `${year}.csv`)} is not there.`)
        .join('\n'),
      exitCode: 2,
    }),
  );
});

test.each([
  [['f', 'soon'], '"soon" is not a year'],
  [['f', '2019', '2018'], '2018 is before 2019'],
  [['f', '2019', '2020', '2021'], 'It takes a folder, and a year or two'],
  [['--json'], 'It takes a folder, and a year or two'],
])('%j is wrong use', (words, what) => {
  expect(() => readYears(words, '/')).toThrow(
    expect.objectContaining({ what, exitCode: 2, fix: expect.stringContaining('FOLDER') }),
  );
});
