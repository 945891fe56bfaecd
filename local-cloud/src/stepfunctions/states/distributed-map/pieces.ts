/** So much text is read in some ten milliseconds. */
const AT_ONCE = 1_000_000;

/** The text in pieces of whole lines. */
export function* linePieces(text: string, atOnce = AT_ONCE): Generator<string> {
  for (let from = 0; from < text.length; ) {
    const lineEnd = text.indexOf('\n', from + atOnce);
    const end = lineEnd < 0 ? text.length : lineEnd + 1;
    yield text.slice(from, end);
    from = end;
  }
}
