import { invalidParameter } from '../errors.ts';

/** A place in an expression: which characters it takes, and how often. */
export interface Place {
  /** By code, up to 127. */
  readonly takes: readonly boolean[];
  /** Whether it takes the characters above: `.` does, and so does a list of what must not come. */
  readonly takesOthers: boolean;
  readonly isOptional: boolean;
  readonly repeats: boolean;
}

/** What stands between two `|`. */
export interface Branch {
  readonly fromStart: boolean;
  readonly toEnd: boolean;
  readonly places: readonly Place[];
}

type Characters = Pick<Place, 'takes' | 'takesOthers'>;
type Accepts = (code: number) => boolean;

const LITERAL = /[A-Za-z0-9:_#=@/;,-]/;
/** Characters that are escaped to stand for themselves, and classes of characters. */
const ESCAPED = /[\^$?[\]{}|\\*+.()%"!'&<>~` -]/;
const CLASSES: Readonly<Record<string, Accepts>> = {
  d: test(/\d/),
  D: test(/\D/),
  s: test(/\s/),
  S: test(/\S/),
  w: test(/\w/),
  W: test(/\W/),
};

/** How many places an expression may have, `a{3}` counting as three. */
const MOST_PLACES = 120;

/**
 * Parses a regular expression of a filter pattern, as far as CloudWatch Logs takes them: there are no
 * groups, so that it is a list of characters and how often each may come.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/regex-expressions.html
 *
 * @throws InvalidParameterException
 */
export function parseRegex(source: string): readonly Branch[] {
  return new RegexParser(source).parse();
}

class RegexParser {
  readonly #source: string;
  #position = 0;
  #places = 0;

  constructor(source: string) {
    this.#source = source;
  }

  parse(): Branch[] {
    const branches = [this.#branch()];
    while (this.#take(/\|/y) !== undefined) branches.push(this.#branch());
    return branches;
  }

  #branch(): Branch {
    const fromStart = this.#take(/\^/y) !== undefined;
    const places: Place[] = [];
    while (!this.#isAtEnd()) places.push(...this.#item());
    return { fromStart, toEnd: this.#take(/\$/y) !== undefined, places };
  }

  #isAtEnd(): boolean {
    return /^(?:\||\$?(?:\||$))/.test(this.#source.slice(this.#position, this.#position + 2));
  }

  #item(): Place[] {
    const characters = this.#atom();
    const [least, most] = this.#howOften();
    this.#places += Math.max(least, Number.isFinite(most) ? most : 1);
    if (this.#places > MOST_PLACES) throw refused(`more than ${MOST_PLACES} characters`);
    const place = (isOptional: boolean, repeats = false) => ({
      ...{ ...characters, isOptional, repeats },
    });
    const needed = Array.from({ length: least }, () => place(false));
    if (most === Number.POSITIVE_INFINITY) return [...needed, place(true, true)];
    return [...needed, ...Array.from({ length: most - least }, () => place(true))];
  }

  #howOften(): readonly [least: number, most: number] {
    const sign = this.#take(/[?*+]|\{\d+(?:, ?\d*)?\}/y);
    if (sign === undefined) return [1, 1];
    if (sign === '?') return [0, 1];
    if (sign === '*') return [0, Number.POSITIVE_INFINITY];
    if (sign === '+') return [1, Number.POSITIVE_INFINITY];
    const [least = '', most = least] = sign.slice(1, -1).split(',');
    const bounds = [Number(least), most.trim() === '' ? Number.POSITIVE_INFINITY : Number(most)];
    if (bounds[1]! < bounds[0]!) throw refused(sign);
    return [bounds[0]!, bounds[1]!];
  }

  #atom(): Characters {
    const character = this.#next();
    if (character === '.') return characters(test(/./));
    if (character === '\\') return characters(this.#escape());
    if (character === '[') return characters(this.#list());
    if (LITERAL.test(character)) return characters(only(character));
    throw refused(character);
  }

  #escape(): Accepts {
    const hexadecimal = this.#take(/x[0-9a-fA-F]{2}/y);
    if (hexadecimal !== undefined) return only(String.fromCharCode(Number(`0${hexadecimal}`)));
    const character = this.#next();
    if (Object.hasOwn(CLASSES, character)) return CLASSES[character]!;
    if (ESCAPED.test(character) || /[:_#=@/;,]/.test(character)) return only(character);
    throw refused(`\\${character}`);
  }

  /** `[abc]`, `[a-z]`, `[^a]`. */
  #list(): Accepts {
    const isNegated = this.#take(/\^/y) !== undefined;
    const parts: Accepts[] = [];
    while (this.#take(/\]/y) === undefined) parts.push(this.#listed());
    const accepts: Accepts = (code) => parts.some((part) => part(code));
    return isNegated ? (code) => !accepts(code) : accepts;
  }

  #listed(): Accepts {
    const range = this.#take(/[A-Za-z0-9]-[A-Za-z0-9]/y);
    if (range !== undefined) {
      const [from, to] = [range.charCodeAt(0), range.charCodeAt(2)];
      if (from > to) throw refused(`[${range}]`);
      return (code) => code >= from && code <= to;
    }
    const character = this.#next();
    if (character === '\\') return this.#escape();
    if (LITERAL.test(character) || /[?{}|*+.$^]/.test(character)) return only(character);
    throw refused(character);
  }

  #next(): string {
    const character = this.#source[this.#position++];
    if (character === undefined) throw refused('what is not closed');
    return character;
  }

  /** Takes what the (sticky) expression matches next. */
  #take(expression: RegExp): string | undefined {
    expression.lastIndex = this.#position;
    const [taken] = expression.exec(this.#source) ?? [];
    this.#position += taken?.length ?? 0;
    return taken;
  }
}

function test(expression: RegExp): Accepts {
  return (code) => expression.test(String.fromCharCode(code));
}

function only(character: string): Accepts {
  return (code) => code === character.charCodeAt(0);
}

/** A character that no list names stands for all that are not ASCII. */
const OTHER = 0x2603;

function characters(accepts: Accepts): Characters {
  const takes = Array.from({ length: 128 }, (_, code) => accepts(code));
  return { takes, takesOthers: accepts(OTHER) };
}

function refused(what: string): Error {
  return invalidParameter(
    `Invalid filter pattern: a regular expression cannot have ${what} in CloudWatch Logs`,
  );
}
