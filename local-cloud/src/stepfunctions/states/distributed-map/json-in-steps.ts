import { DEEPEST, type Json, type JsonObject, setMember } from '../../../core/json.ts';
import { endOfString, QUOTE } from '../../../core/json-scan.ts';
import type { Steps } from '../../../core/turns.ts';
import { nestedTooDeeply, parseJson } from '../../parse-json.ts';

/** So much text is read in some ten milliseconds. */
const AT_ONCE = 1_000_000;
/** Deeper in arrays and objects all is read at once, however long: each level is looked through again. */
const LEVELS = 10;
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT, COMMA] = Buffer.from(
  '[]{},',
) as unknown as readonly number[];
const BEGIN = /^[ \t\n\r]*[[{]/;
const BLANK = /^[ \t\n\r]*$/;
const NAME = /^[ \t\n\r]*("(?:[^"\\]|\\.)*")[ \t\n\r]*:/;

/** A part of the text. */
interface Part {
  readonly text: string;
  /** Where it stands in the whole text. */
  readonly from: number;
}

/** Members of an array or object with the commas between them, or one that is long by itself. */
interface Piece extends Part {
  readonly isLong: boolean;
}

/**
 * The value of a JSON text, of which long arrays and objects are read some members at a time. It throws as
 * `parseJson` does, and of a long text says between which of its characters it is wrong.
 */
export function jsonInSteps(text: string, atOnce = AT_ONCE): Steps<Json> {
  return valueIn({ text, from: 0 }, atOnce, 0);
}

function* valueIn(part: Part, atOnce: number, level: number): Steps<Json> {
  const { text, from } = part;
  const begin = level < LEVELS && text.length > atOnce ? BEGIN.exec(text)?.[0] : undefined;
  if (begin === undefined) return level === 0 ? parseJson(text) : parsed(part);
  const isArray = begin.endsWith('[');
  let end = text.length - 1;
  while (BLANK.test(text[end]!)) end -= 1;
  if (text[end] !== (isArray ? ']' : '}')) throw wrong(part, `It ends with ${text[end]}`);
  const members = { text: text.slice(begin.length, end), from: from + begin.length };
  if (BLANK.test(members.text)) return isArray ? [] : {};
  const pieces = yield* piecesOf(members, atOnce, level);
  return isArray ? yield* arrayOf(pieces, atOnce, level) : yield* objectOf(pieces, atOnce, level);
}

/** @param around what makes JSON of the part: brackets or braces */
function parsed(part: Part, [begin, end] = ['', '']): Json {
  try {
    return parseJson(begin + part.text + end);
  } catch (error) {
    throw error instanceof SyntaxError ? wrong(part, error.message) : error;
  }
}

function wrong({ text, from }: Part, why: string): SyntaxError {
  const to = from + Math.max(text.length, 1);
  return new SyntaxError(`Between its characters ${from + 1} and ${to}: ${why}`);
}

function* piecesOf(whole: Part, atOnce: number, level: number): Steps<Piece[]> {
  const members = whole.text;
  const pieces: Piece[] = [];
  let [from, member, looked, depth] = [0, 0, 0, level + 1];
  const give = (to: number, isLong: boolean): void => {
    const piece = { text: members.slice(from, to), from: whole.from + from, isLong };
    if (BLANK.test(piece.text)) throw wrong(piece, 'A member is missing');
    pieces.push(piece);
    from = to + 1;
  };
  const endMember = (at: number): void => {
    const isLong = at - member > atOnce;
    if (isLong && member > from) give(member - 1, false);
    if (isLong || at - from > atOnce || at === members.length) give(at, isLong);
    member = at + 1;
  };
  for (let at = 0; at < members.length; at++) {
    const code = members.charCodeAt(at);
    if (code === QUOTE) at = endOfString(members, at);
    else if (code === OPEN_ARRAY || code === OPEN_OBJECT) depth += 1;
    else if (code === CLOSE_ARRAY || code === CLOSE_OBJECT) depth -= 1;
    else if (code === COMMA && depth === level + 1) endMember(at);
    if (depth > DEEPEST) throw nestedTooDeeply();
    if (at - looked <= atOnce) continue;
    looked = at;
    yield;
  }
  endMember(members.length);
  return pieces;
}

function* arrayOf(pieces: readonly Piece[], atOnce: number, level: number): Steps<Json[]> {
  const values: Json[] = [];
  for (const piece of pieces) {
    if (piece.isLong) values.push(yield* valueIn(piece, atOnce, level + 1));
    else for (const value of parsed(piece, ['[', ']']) as Json[]) values.push(value);
    yield;
  }
  return values;
}

function* objectOf(pieces: readonly Piece[], atOnce: number, level: number): Steps<JsonObject> {
  const object: JsonObject = {};
  for (const piece of pieces) {
    const { text, from, isLong } = piece;
    if (isLong) {
      const [begin, name] = NAME.exec(text) ?? [];
      if (begin === undefined) throw wrong(piece, 'A member has no name');
      const value = { text: text.slice(begin.length), from: from + begin.length };
      const key = parsed({ text: name!, from }) as string;
      setMember(object, key, yield* valueIn(value, atOnce, level + 1));
    } else {
      const members = parsed(piece, ['{', '}']) as JsonObject;
      for (const member of Object.keys(members)) setMember(object, member, members[member]!);
    }
    yield;
  }
  return object;
}
