import { invalidInput } from './errors.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly NextToken?: string;
}

/**
 * A page of a list, which goes on behind the item that the token names.
 *
 * @param keyOf what tells the items apart
 * @throws InvalidInputException for a token that names none
 */
export function pageOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  NextToken: string | undefined,
  MaxResults: number,
): Page<Item> {
  const after = NextToken === undefined ? '' : Buffer.from(NextToken, 'base64url').toString();
  const at = items.findIndex((item) => keyOf(item) === after);
  if (NextToken !== undefined && at < 0) throw invalidInput('Invalid continuation token');
  const page = items.slice(at + 1, at + 1 + MaxResults);
  const last = page.at(-1);
  if (last === undefined || last === items.at(-1)) return { items: page };
  return { items: page, NextToken: Buffer.from(keyOf(last)).toString('base64url') };
}
