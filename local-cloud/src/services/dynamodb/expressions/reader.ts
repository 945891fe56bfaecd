import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { validation } from '../errors.ts';
import type { Placeholders } from './placeholders.ts';
import { ExpressionProblem, type SyntaxProblem } from './problems.ts';
import { isReserved } from './reserved-words.ts';
import type { Path } from './syntax.ts';
import { type Token, tokenize, unexpected } from './tokens.ts';

/** An expression may be this long, in bytes. */
const MAX_EXPRESSION_SIZE = 4096;
/** Levels of a document path, the attribute's name among them. */
const MAX_NESTING = 32;
const MAX_POSITION = 2 ** 31 - 1;

/** Where a reader tells what it found wrong while the grammar was followed. */
export interface ReaderProblems {
  reserved(text: string): void;
  undefinedName(text: string): void;
  undefinedValue(text: string): void;
}

/** Reads tokens one by one, with what the languages of conditions, updates and projections share. */
export class Reader {
  readonly #source: string;
  readonly #tokens: readonly Token[];
  readonly #placeholders: Placeholders;
  readonly #problems: ReaderProblems;
  #index = 0;

  constructor(source: string, placeholders: Placeholders, problems: ReaderProblems) {
    this.#source = source;
    this.#tokens = tokenize(source);
    this.#placeholders = placeholders;
    this.#problems = problems;
  }

  get next(): Token {
    return this.#tokens[this.#index]!;
  }

  get afterNext(): Token {
    return this.#tokens[Math.min(this.#index + 1, this.#tokens.length - 1)]!;
  }

  take(): Token {
    const token = this.next;
    if (token.kind !== 'end') this.#index += 1;
    return token;
  }

  isSymbol(...symbols: readonly string[]): boolean {
    return this.next.kind === 'symbol' && symbols.includes(this.next.text);
  }

  skipSymbol(symbol: string): boolean {
    if (!this.isSymbol(symbol)) return false;
    this.take();
    return true;
  }

  expectSymbol(symbol: string): void {
    if (!this.skipSymbol(symbol)) throw this.unexpected();
  }

  /** Keywords are names, in any case. */
  isKeyword(...keywords: readonly string[]): boolean {
    return this.next.kind === 'name' && keywords.includes(this.next.text.toUpperCase());
  }

  skipKeyword(keyword: string): boolean {
    if (!this.isKeyword(keyword)) return false;
    this.take();
    return true;
  }

  expectEnd(): void {
    if (this.next.kind !== 'end') throw this.unexpected();
  }

  unexpected(): SyntaxProblem {
    return unexpected(this.#source, this.#tokens, this.#index);
  }

  /** `name`, `#ref`, then any `.name`, `.#ref` and `[0]`. */
  path(): Path {
    return this.pathAfter([this.#pathName()]);
  }

  pathAfter(start: Path): Path {
    const path = [...start];
    for (;;) {
      if (this.skipSymbol('.')) path.push(this.#pathName());
      else if (this.skipSymbol('[')) path.push(this.#position());
      else break;
    }
    if (path.length > MAX_NESTING) {
      throw new ExpressionProblem(
        `The document path has too many nesting levels; nesting levels: ${path.length}`,
      );
    }
    return path;
  }

  value(): AttributeValue {
    if (this.next.kind !== 'valueRef') throw this.unexpected();
    const reference = this.take().text;
    const value = this.#placeholders.value(reference);
    if (value !== undefined) return value;
    this.#problems.undefinedValue(
      `An expression attribute value used in expression is not defined; attribute value: ${reference}`,
    );
    return { NULL: true };
  }

  /** One or more, with commas between them. */
  list<Element>(element: () => Element): Element[] {
    const elements = [element()];
    while (this.skipSymbol(',')) elements.push(element());
    return elements;
  }

  #position(): number {
    if (this.next.kind !== 'number') throw this.unexpected();
    const position = Number(this.take().text);
    this.expectSymbol(']');
    if (position <= MAX_POSITION) return position;
    throw new ExpressionProblem(
      `List index is not within the allowable range; index: [${position}]`,
    );
  }

  #pathName(): string {
    if (this.next.kind === 'nameRef') return this.#referredName(this.take().text);
    if (this.next.kind !== 'name') throw this.unexpected();
    const name = this.take().text;
    if (isReserved(name)) {
      this.#problems.reserved(`Attribute name is a reserved keyword; reserved keyword: ${name}`);
    }
    return name;
  }

  #referredName(reference: string): string {
    const name = this.#placeholders.name(reference);
    if (name !== undefined) return name;
    this.#problems.undefinedName(
      `An expression attribute name used in the document path is not defined; attribute name: ${reference}`,
    );
    return reference;
  }
}

/**
 * Reads an expression, and turns what is wrong with it into
 * `ValidationException: Invalid <member>: <problem>`.
 */
export function reading<Result>(
  member: string,
  source: string,
  read: () => { readonly result: Result; readonly problem: string | undefined },
): Result {
  checkLength(member, source);
  try {
    const { result, problem } = read();
    if (problem !== undefined) throw validation(`Invalid ${member}: ${problem}`);
    return result;
  } catch (error) {
    if (error instanceof ExpressionProblem) throw validation(`Invalid ${member}: ${error.message}`);
    throw error;
  }
}

function checkLength(member: string, source: string): void {
  if (source === '') throw validation(`Invalid ${member}: The expression can not be empty;`);
  const size = Buffer.byteLength(source);
  if (size > MAX_EXPRESSION_SIZE) {
    throw validation(
      `Invalid ${member}: Expression size has exceeded the maximum allowed size; expression size: ${size}`,
    );
  }
}
