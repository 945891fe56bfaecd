import type { Json } from '../../../core/json.ts';
import { checkJsonText, JsonTextError, locationIn } from '../../../core/json-text.ts';
import { invalidPattern } from './errors.ts';

export interface Token {
  readonly kind: '{' | '}' | '[' | ']' | 'name' | 'string' | 'number' | 'literal';
  /** Of names and strings what they say, of others as written. */
  readonly text: string;
  readonly start: number;
  /** How far the parser has read when it gives the token. */
  readonly at: number;
  readonly end: number;
}

/**
 * Reads a pattern token by token, and complains with the place that EventBridge's parser (Jackson)
 * has come to: with a name it has seen how its value begins, and of a string no more than the
 * quotation mark, until its text is asked for.
 */
export class PatternReader {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #next = 0;
  #at = 0;

  /** @throws AwsError InvalidEventPatternException for a text that is no JSON */
  constructor(text: string) {
    try {
      checkJsonText(text, { repeatedFields: true });
    } catch (error) {
      throw error instanceof JsonTextError ? invalidPattern(error.message) : error;
    }
    this.#text = text;
    this.#tokens = tokens(text);
  }

  next(): Token {
    const token = this.#tokens[this.#next++]!;
    this.#at = token.kind === 'name' ? this.#tokens[this.#next]!.at : token.at;
    return token;
  }

  /** The text of a string: the parser reads to its end for it. */
  textOf({ text, end }: Token): string {
    this.#at = end;
    return text;
  }

  /** The value that comes next, which is not read by that. */
  peek(): Json {
    let depth = 0;
    let last = this.#next - 1;
    do {
      const { kind } = this.#tokens[++last]!;
      if (kind === '{' || kind === '[') depth += 1;
      if (kind === '}' || kind === ']') depth -= 1;
    } while (depth > 0);
    const from = this.#tokens[this.#next]!.start;
    return JSON.parse(this.#text.slice(from, this.#tokens[last]!.end)) as Json;
  }

  fail(reason: string): never {
    throw invalidPattern(`${reason}${this.#place()}`);
  }

  /** Recorded: what is wrong with an item of `anything-but` has its place twice. */
  failInList(reason: string): never {
    this.fail(`${reason}${this.#place()}`);
  }

  #place(): string {
    return `\n at ${locationIn(this.#text, this.#at)}`;
  }
}

const TOKEN =
  /[\s,:]*(?:([{}[\]])|("(?:[^"\\]|\\.)*")(\s*:)?|(true|false|null)|([^\s,:{}[\]"]+))/gy;

function tokens(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map((match) => {
    const [, mark, quoted, colon, literal, number = ''] = match;
    const written = mark ?? quoted ?? literal ?? number;
    const start = match.index + match[0].length - (colon ?? '').length - written.length;
    const end = start + written.length;
    if (quoted !== undefined) {
      const kind = colon === undefined ? 'string' : 'name';
      return { kind, text: JSON.parse(quoted) as string, start, at: start + 1, end };
    }
    const kind = (mark as Token['kind'] | undefined) ?? (literal ? 'literal' : 'number');
    return { kind, text: written, start, at: end, end };
  });
}
