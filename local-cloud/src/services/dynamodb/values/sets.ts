import { bytesOf, decimal, utf8 } from './attribute-value.ts';
import { sortableDecimal } from './decimal.ts';

/*
 * Members of a set are answered in DynamoDB's order, however they were written: strings and binaries
 * by their bytes, numbers by value (measured on AWS by others).
 */

export function sortedStrings(members: readonly string[]): string[] {
  return sortedBy(members, utf8);
}

export function sortedNumbers(members: readonly string[]): string[] {
  return sortedBy(members, (text) => sortableDecimal(decimal(text)));
}

export function sortedBinaries(members: readonly Uint8Array[]): Uint8Array[] {
  return sortedBy(members, bytesOf);
}

/** By a text that is made once of each, in the order of its code units. */
function sortedBy<Member>(
  members: readonly Member[],
  textOf: (member: Member) => string,
): Member[] {
  return members
    .map((member) => ({ member, text: textOf(member) }))
    .sort((a, b) => (a.text === b.text ? 0 : a.text < b.text ? -1 : 1))
    .map(({ member }) => member);
}
