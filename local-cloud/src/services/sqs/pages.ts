import { because } from './members.ts';

const MAX_RESULTS = 1000;

/** The members of operations that list queues. */
export const page = {
  MaxResults: {
    range: [1, MAX_RESULTS],
    says: { range: because('MaxResults', 'MaxResults must be an integer between 1 and 1000.') },
  },
  NextToken: {},
} as const;

interface Asked {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** The names that come next, of all in their order; there is a token only where a size was asked for. */
export function pageOf(names: readonly string[], { MaxResults: max, NextToken = '' }: Asked) {
  const left = names.filter((name) => name > NextToken);
  const shown = left.slice(0, max ?? MAX_RESULTS);
  const goesOn = max !== undefined && shown.length < left.length;
  return { shown, more: goesOn ? { NextToken: shown.at(-1) } : {} };
}
