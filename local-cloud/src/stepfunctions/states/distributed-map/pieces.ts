import { endOfString, QUOTE } from '../../../core/json-scan.ts';

/** So much text is read in some ten milliseconds. */
const AT_ONCE = 1_000_000;
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT, COMMA] = Buffer.from(
  '[]{},',
) as unknown as readonly number[];

/**
 * The JSON text of an array as texts of shorter arrays, in order, which have the same members; one of
 * them is no JSON if the whole is none.
 */
export function* arrayPieces(text: string, atOnce = AT_ONCE): Generator<string> {
  const array = text.trim();
  let from = 1;
  let depth = 0;
  for (let at = from; at < array.length - 1; at++) {
    const code = array.charCodeAt(at);
    if (code === QUOTE) at = endOfString(array, at);
    else if (code === OPEN_ARRAY || code === OPEN_OBJECT) depth += 1;
    else if (code === CLOSE_ARRAY || code === CLOSE_OBJECT) depth -= 1;
    else if (code === COMMA && depth === 0 && at - from >= atOnce) {
      yield pieceOf(array.slice(from, at));
      from = at + 1;
    }
  }
  yield pieceOf(array.slice(from, -1));
}

/** Between two commas there must be something. */
function pieceOf(members: string): string {
  return members.trim() === '' ? ',' : `[${members}]`;
}

/** Whether a text is long, and nothing but an array if it is JSON. */
export function isLongArray(text: string, atOnce = AT_ONCE): boolean {
  return text.length > atOnce && /^[ \t\n\r]*\[/.test(text) && text.trimEnd().endsWith(']');
}

/** The text in pieces of whole lines. */
export function* linePieces(text: string, atOnce = AT_ONCE): Generator<string> {
  for (let from = 0; from < text.length; ) {
    const lineEnd = text.indexOf('\n', from + atOnce);
    const end = lineEnd < 0 ? text.length : lineEnd + 1;
    yield text.slice(from, end);
    from = end;
  }
}
