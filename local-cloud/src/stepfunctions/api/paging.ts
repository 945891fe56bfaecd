import { isObject } from '../../core/json.ts';
import { invalidToken } from './errors.ts';

export interface PageRequest {
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

export interface Page<Item> {
  readonly items: Item[];
  readonly nextToken?: string;
}

/** How many results a page has that does not ask for a number, or for 0. */
const DEFAULT_SIZE = 100;

/**
 * The most that a page of long items has. AWS does not tell its own: "The actual number of results returned
 * per call might be fewer than the specified maximum."
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html
 */
const PAGE_CHARACTERS = 8_000_000;

/**
 * One page of a list. The token tells the last item that was given, so that pages stay right while
 * items come and go, and what the list was of: a token of another list is refused.
 *
 * @param scope what the list is of and how it is filtered
 * @param keyOf tells items apart
 * @param charactersOf how long an item is, where some may be so long that a page has fewer
 */
export function paginate<Item>(
  list: readonly Item[],
  request: PageRequest,
  scope: string,
  keyOf: (item: Item) => string,
  charactersOf?: (item: Item) => number,
): Page<Item> {
  const start = request.nextToken === undefined ? 0 : after(list, request.nextToken, scope, keyOf);
  const wanted = list.slice(start, start + (request.maxResults || DEFAULT_SIZE));
  const items = charactersOf === undefined ? wanted : fitting(wanted, charactersOf);
  const end = start + items.length;
  const last = items.at(-1);
  if (end >= list.length || last === undefined) return { items };
  return { items, nextToken: encode({ scope, key: keyOf(last), index: end }) };
}

/** As many of them, one at least, as have room in a page. */
function fitting<Item>(items: Item[], charactersOf: (item: Item) => number): Item[] {
  let room = PAGE_CHARACTERS;
  const beyond = items.findIndex((item, index) => {
    room -= charactersOf(item);
    return room < 0 && index > 0;
  });
  return beyond === -1 ? items : items.slice(0, beyond);
}

/** The index after the item that the token tells, or, where it has gone, where it was. */
function after<Item>(
  list: readonly Item[],
  token: string,
  scope: string,
  keyOf: (item: Item) => string,
): number {
  const place = decode(token);
  if (place?.scope !== scope) throw invalidToken();
  const index = list.findIndex((item) => keyOf(item) === place.key);
  return index === -1 ? Math.min(place.index, list.length) : index + 1;
}

interface Place {
  readonly scope: string;
  readonly key: string;
  readonly index: number;
}

function encode(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function decode(token: string): Place | undefined {
  try {
    const place: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    return isObject(place) ? (place as unknown as Place) : undefined;
  } catch {
    return undefined;
  }
}
