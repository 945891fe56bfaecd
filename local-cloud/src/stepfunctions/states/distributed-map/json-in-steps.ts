import { DEEPEST, type Json, type JsonObject, setMember } from '../../../core/json.ts';
import { endOfString, QUOTE } from '../../../core/json-scan.ts';
import type { Steps } from '../../../core/turns.ts';
import { parseJson } from '../../parse-json.ts';

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

/** Members of an array or object with the commas between them, or one that is long by itself. */
interface Piece {
  readonly text: string;
  readonly isLong: boolean;
}

/**
 * The value of a JSON text, of which long arrays and objects are read some members at a time. What is no
 * JSON is read once more as a whole, which tells where it is wrong: it throws as `parseJson` does.
 */
export function* jsonInSteps(text: string, atOnce = AT_ONCE): Steps<Json> {
  try {
    return yield* valueIn(text, atOnce, 0);
  } catch {
    return parseJson(text);
  }
}

function* valueIn(text: string, atOnce: number, level: number): Steps<Json> {
  const begin = level < LEVELS && text.length > atOnce ? BEGIN.exec(text)?.[0] : undefined;
  if (begin === undefined) return parseJson(text);
  const isArray = begin.endsWith('[');
  let end = text.length - 1;
  while (BLANK.test(text[end]!)) end -= 1;
  if (text[end] !== (isArray ? ']' : '}')) throw new SyntaxError('It does not end');
  const pieces = yield* piecesOf(text.slice(begin.length, end), atOnce, level);
  return isArray ? yield* arrayOf(pieces, atOnce, level) : yield* objectOf(pieces, atOnce, level);
}

function* piecesOf(members: string, atOnce: number, level: number): Steps<Piece[]> {
  const pieces: Piece[] = [];
  let [from, member, looked, depth] = [0, 0, 0, level + 1];
  const give = (to: number, isLong: boolean): void => {
    pieces.push({ text: members.slice(from, to), isLong });
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
    if (depth > DEEPEST) throw new SyntaxError('It is nested too deeply');
    if (at - looked <= atOnce) continue;
    looked = at;
    yield;
  }
  endMember(members.length);
  if (pieces.some(({ text }) => BLANK.test(text))) throw new SyntaxError('A member is missing');
  return pieces;
}

function* arrayOf(pieces: readonly Piece[], atOnce: number, level: number): Steps<Json[]> {
  const parts: Json[][] = [];
  for (const { text, isLong } of pieces) {
    if (isLong) parts.push([yield* valueIn(text, atOnce, level + 1)]);
    else parts.push(parseJson(`[${text}]`) as Json[]);
    yield;
  }
  return parts.flat();
}

function* objectOf(pieces: readonly Piece[], atOnce: number, level: number): Steps<JsonObject> {
  const object: JsonObject = {};
  for (const { text, isLong } of pieces) {
    if (isLong) {
      const [begin, name] = NAME.exec(text) ?? [];
      if (begin === undefined) throw new SyntaxError('A member has no name');
      const value = yield* valueIn(text.slice(begin.length), atOnce, level + 1);
      setMember(object, JSON.parse(name!) as string, value);
    } else {
      const members = parseJson(`{${text}}`) as JsonObject;
      for (const member of Object.keys(members)) setMember(object, member, members[member]!);
    }
    yield;
  }
  return object;
}
