import { expect, test } from 'vitest';
import { UnprocessableApplication } from './errors.ts';
import { reasonsAgainstName } from './name.ts';

test.each(['Sam Sample', 'Ann Neville', 'Cruella Deville', 'Ünal Örnek', '例 太郎'])(
  'nothing is against %s',
  (name) => {
    expect(reasonsAgainstName(name)).toEqual([]);
  },
);

test.each(['Evil Sample', 'Dr. Evil', 'evilcorp', 'Sam "evil" Sample', 'the-EVIL-one'])(
  '%s is flagged',
  (name) => {
    expect(reasonsAgainstName(name)).toEqual(['NAME_FLAGGED']);
  },
);

test('a name that cannot be read is an error, whatever else it says, and is not repeated', () => {
  const judge = () => reasonsAgainstName('Evil UNPROCESSABLE_DATA Sample');
  expect(judge).toThrow(UnprocessableApplication);
  expect(judge).toThrow('The name cannot be processed.');
});
