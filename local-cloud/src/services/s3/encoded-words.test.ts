import { expect, test } from 'vitest';
import { withEncodedWords } from './encoded-words.ts';

test('no line end gets into a header, and whatever is said gets through it', () => {
  const given = withEncodedWords({
    lines: '=?UTF-8?Q?a=0D=0Ab?=',
    raw: 'caf\u00c3\u00a9',
    word: '\u4e2d',
  });
  expect(given).toEqual({
    lines: '=?UTF-8?Q?a=0D=0Ab?=',
    raw: 'caf\u00c3\u00a9',
    word: '=?UTF-8?B?5Lit?=',
  });
});

test.each([
  // recorded
  ['=?UTF-8?Q?actually-ascii?=', 'actually-ascii'],
  ['=?UTF-8?B?YWJj?=', 'abc'],
  ['=?UTF-8?B?AAECAw==?=', '=?UTF-8?B?AAECAw==?='],
  ['=?utf-8?b?w4RNw4Raw5XDkSBTMw==?=', '=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?='],
  ['=?UTF-8?B?=GGG?=', '=?UTF-8?B?77+9Ye+/vQ==?='],
  ['plain =?UTF-8?', 'plain =?UTF-8?'],
])('metadata that was sent as %s is given back as %s', (sent, given) => {
  expect(withEncodedWords({ name: sent })).toEqual({ name: given });
});
