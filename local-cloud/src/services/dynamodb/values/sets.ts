import { bytesOf, decimal, utf8 } from './attribute-value.ts';
import { compareDecimals } from './decimal.ts';

/*
 * Members of a set are answered in DynamoDB's order, however they were written: strings and binaries
 * by their bytes, numbers by value (measured on AWS by others).
 */

export function sortedStrings(members: readonly string[]): string[] {
  return members.toSorted((a, b) => textOrder(utf8(a), utf8(b)));
}

export function sortedNumbers(members: readonly string[]): string[] {
  return members.toSorted((a, b) => compareDecimals(decimal(a), decimal(b)));
}

export function sortedBinaries(members: readonly Uint8Array[]): Uint8Array[] {
  return members.toSorted((a, b) => textOrder(bytesOf(a), bytesOf(b)));
}

function textOrder(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
