import { expect, test } from 'vitest';
import { fold } from './fold.ts';
import { definitions, table } from './table.ts';

const HEADINGS = ['Workflow', 'Path'];
const PATH = 'Check Applicant > Applicant Accepted? > Approve Application > Open New Account';
const ROWS = [
  ['bank-account', PATH],
  ['tea', 'Boil > Pour'],
];
const widest = (text: string) => Math.max(...text.split('\n').map((line) => line.length));

test('a table is as wide as what is in it where no width is known', () => {
  expect(table(HEADINGS, ROWS).split('\n')).toEqual([
    'Workflow      Path',
    `------------  ${'-'.repeat(PATH.length)}`,
    `bank-account  ${PATH}`,
    'tea           Boil > Pour',
  ]);
});

test('a table folds its widest column to fit the terminal', () => {
  expect(table(HEADINGS, ROWS, 60).split('\n')).toEqual([
    'Workflow      Path',
    `------------  ${'-'.repeat(46)}`,
    'bank-account  Check Applicant > Applicant Accepted? >',
    '              Approve Application > Open New Account',
    'tea           Boil > Pour',
  ]);
});

test.each([20, 40, 80, 120, 200])(
  'a table of %i columns is not wider, and loses no word',
  (width) => {
    const shown = table(HEADINGS, ROWS, width);
    expect(widest(shown)).toBeLessThanOrEqual(width);
    const words = shown.replace(/\s+|-{3,}/g, '');
    for (const word of ['Applicant', 'Accepted?', 'Account', 'Pour']) expect(words).toContain(word);
  },
);

test('a word that is longer than the room is cut, and nothing of it is lost', () => {
  const folded = fold('a'.repeat(100), 30);
  expect(folded.map((line) => line.length)).toEqual([30, 30, 30, 10]);
});

test('what would steer the terminal is not printed', () => {
  expect(fold('tea\u001b[2J\u0007', undefined)).toEqual(['tea\ufffd[2J\ufffd']);
});

test('meanings stand in one column; a name too long for it stands above its meaning', () => {
  const long = 'start <workflow|state machine> <payload>';
  const pairs = [['up', 'Keep the cloud up'] as const, [long, 'Start an execution'] as const];
  expect(definitions(pairs).split('\n')).toEqual([
    '  up        Keep the cloud up',
    `  ${long}`,
    '            Start an execution',
  ]);
  expect(widest(definitions(pairs, 50))).toBeLessThanOrEqual(50);
});
