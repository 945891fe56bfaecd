import { invalidParameter } from './errors.ts';

/** So many entries are on a page of each of SNS's lists. */
const PAGE_SIZE = 100;

/**
 * The next page of a list, in the order of what was made first. The token names the last that was shown.
 *
 * @throws InvalidParameterException for a token that no page had
 */
export function pageOf<Entry extends { readonly arn: string }>(
  all: readonly Entry[],
  token: string | undefined,
): { readonly shown: readonly Entry[]; readonly more: { NextToken?: string } } {
  const last = token === undefined ? -1 : all.findIndex(({ arn }) => tokenOf(arn) === token);
  if (token !== undefined && last < 0) throw invalidParameter('NextToken');
  const shown = all.slice(last + 1, last + 1 + PAGE_SIZE);
  const goesOn = last + 1 + shown.length < all.length;
  return { shown, more: goesOn ? { NextToken: tokenOf(shown.at(-1)!.arn) } : {} };
}

function tokenOf(arn: string): string {
  return Buffer.from(arn).toString('base64');
}
