import { expect, test } from 'vitest';
import { reasonsAgainstAddress } from './address.ts';

test.each([
  '123 Sample Street',
  '12b Sample Road, Exampleton',
  'Exampleton, 1 Élysée Lane',
  'Musterstr. 5, 12345 Musterstadt',
  '10\nSample Street',
])('%j has a house number next to a word', (address) => {
  expect(reasonsAgainstAddress(address)).toEqual([]);
});

test.each(['Sample Street', 'Exampleton', '123', '123, 45', '123Sample', 'Sample-Street', '   '])(
  '%j has none and is flagged',
  (address) => {
    expect(reasonsAgainstAddress(address)).toEqual(['ADDRESS_FLAGGED']);
  },
);
