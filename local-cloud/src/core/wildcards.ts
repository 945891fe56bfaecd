/** Whether a text is what a pattern wants, as a whole. */
export type Matcher = (text: string) => boolean;

/**
 * Matches texts in which the pieces stand in their order, without overlapping: the first at the
 * start, the last at the end, anything between them. These are the texts between the stars of a
 * pattern; a single piece is the whole text. Each piece is taken where it comes first, and that is
 * never wrong: so the time is bounded by the length of the text, not by the number of the stars.
 *
 * @param one stands in a piece for any one character
 */
export function inOrder(pieces: readonly string[], one?: string): Matcher {
  const [first, ...others] = pieces.map((piece) => compilePiece(piece, one));
  const last = others.pop();
  if (first === undefined) return (text) => text === '';
  if (last === undefined) return (text) => text.length === first.length && first.isAt(text, 0);
  return (text) => {
    const end = text.length - last.length;
    if (end < first.length || !first.isAt(text, 0) || !last.isAt(text, end)) return false;
    let position = first.length;
    for (const piece of others) {
      const found = piece.find(text, position);
      if (found < 0) return false;
      position = found + piece.length;
    }
    return position <= end;
  };
}

interface Piece {
  readonly length: number;
  isAt(text: string, index: number): boolean;
  /** Where it first stands at or after an index; -1 where it does not. */
  find(text: string, from: number): number;
}

function compilePiece(piece: string, one: string | undefined): Piece {
  if (one !== undefined && piece.includes(one)) return pieceWithGaps(piece, one);
  return {
    length: piece.length,
    isAt: (text, index) => text.startsWith(piece, index),
    find: finder(piece),
  };
}

function pieceWithGaps(piece: string, one: string): Piece {
  const isAt = (text: string, index: number) => {
    for (let offset = 0; offset < piece.length; offset++) {
      if (piece[offset] !== one && piece[offset] !== text[index + offset]) return false;
    }
    return true;
  };
  const find = (text: string, from: number) => {
    for (let index = from; index <= text.length - piece.length; index++) {
      if (isAt(text, index)) return index;
    }
    return -1;
  };
  return { length: piece.length, isAt, find };
}

/** Above it, what `indexOf` may try again and again is too much. */
const FEW_CHARACTERS = 16;

/**
 * Finds one text in others from an index on, as `indexOf` does, but never in more time than a few
 * steps for each character (Knuth, Morris and Pratt).
 */
export function finder(wanted: string): (text: string, from: number) => number {
  if (wanted.length <= FEW_CHARACTERS) return (text, from) => text.indexOf(wanted, from);
  const borders = bordersOf(wanted);
  return (text, from) => {
    let matched = 0;
    for (let index = from; index < text.length; index++) {
      while (matched > 0 && text[index] !== wanted[matched]) matched = borders[matched - 1]!;
      if (text[index] === wanted[matched]) matched++;
      if (matched === wanted.length) return index - matched + 1;
    }
    return -1;
  };
}

/** For each beginning of a text: how long the longest shorter one is that it ends with. */
function bordersOf(text: string): readonly number[] {
  const borders = [0];
  for (let index = 1, matched = 0; index < text.length; index++) {
    while (matched > 0 && text[index] !== text[matched]) matched = borders[matched - 1]!;
    if (text[index] === text[matched]) matched++;
    borders.push(matched);
  }
  return borders;
}
