import { nextTurn } from './turns.ts';

/** In characters. */
const AT_ONCE = 2 ** 17;

/**
 * A text of its pieces: whole where it is short, and else as it is written, between whose parts others
 * have their turn.
 */
export function longText(pieces: Iterator<string>): string | AsyncIterable<string> {
  const first = part(pieces);
  return first.length < AT_ONCE ? first : parts(first, pieces);
}

async function* parts(first: string, pieces: Iterator<string>): AsyncGenerator<string> {
  for (let text = first; text !== ''; text = part(pieces)) {
    yield text;
    await nextTurn();
  }
}

function part(pieces: Iterator<string>): string {
  let text = '';
  while (text.length < AT_ONCE) {
    const { done, value } = pieces.next();
    if (done) break;
    text += value;
  }
  return text;
}

/** An object as JSON, in pieces: each element of the lists that it has is one. */
export function* jsonPieces(value: object): Generator<string> {
  let before = '{';
  for (const [name, member] of Object.entries(value)) {
    const text = Array.isArray(member) ? '[' : JSON.stringify(member);
    if (text === undefined) continue;
    yield `${before}${JSON.stringify(name)}:${text}`;
    before = ',';
    if (!Array.isArray(member)) continue;
    // What is listed goes on meanwhile.
    for (const [index, element] of [...member].entries()) {
      yield (index === 0 ? '' : ',') + (JSON.stringify(element) ?? 'null');
    }
    yield ']';
  }
  yield before === '{' ? '{}' : '}';
}
