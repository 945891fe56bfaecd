import { DEEPEST } from './json.ts';

/** What AWS's parser (Jackson) complains of in a JSON text. The message ends with the place. */
export class JsonTextError extends Error {
  /** Without the place, and its copy of the source. */
  readonly problem: string;
  /** `[Source: (String)"..."; line: 1, column: 7]` */
  readonly location: string;

  constructor(problem: string, location: string) {
    super(`${problem}\n at ${location}`);
    this.problem = problem;
    this.location = location;
  }
}

export interface JsonTextOptions {
  /** Whether a field may be there twice, of which the last counts. */
  readonly repeatedFields?: boolean;
  /** What the parser read from, as locations name it: `String` if not given, or `byte[]`. */
  readonly source?: 'String' | 'byte[]';
}

/**
 * Reads a text as Jackson does: nesting deeper than 1,000 is refused.
 * @throws JsonTextError
 */
export function checkJsonText(text: string, options: JsonTextOptions = {}): void {
  new Scanner(text, options).document();
}

/** Where in a text, as Jackson says it. */
export function locationIn(
  text: string,
  at: number,
  source: JsonTextOptions['source'] = 'String',
): string {
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  const column = at - before.lastIndexOf('\n');
  const shown = text.slice(0, MAX_SOURCE);
  const rest = text.length - shown.length;
  const cut = rest > 0 ? `[truncated ${rest} ${source === 'String' ? 'chars' : 'bytes'}]` : '';
  return `[Source: (${source})"${shown}"${cut}; line: ${line}, column: ${column}]`;
}

/** What Jackson says of a text whose nesting reaches `depth`. */
export function nestingProblem(depth: number): string {
  return `Document nesting depth (${depth}) exceeds the maximum allowed (${DEEPEST})`;
}

/** Jackson shows this much of its source. */
const MAX_SOURCE = 500;
const LITERALS = new Set(['true', 'false', 'null']);
const LITERAL_HELP = `(JSON String, Number, Array, Object or token 'null', 'true' or 'false')`;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const TOKEN = /[\p{L}\p{N}_$]+/uy;
/** The codes of blank, tab, line feed and carriage return. */
const BLANK = new Set([32, 9, 10, 13]);
const PLAIN = /[^"\\\p{Cc}]*/uy;

/** An object or array that is still open. `fields` only for objects. */
interface Open {
  readonly start: number;
  readonly fields?: Set<string>;
  empty: boolean;
}

class Scanner {
  private at = 0;
  private readonly open: Open[] = [];
  private readonly text: string;
  private readonly options: JsonTextOptions;

  constructor(text: string, options: JsonTextOptions) {
    this.text = text;
    this.options = options;
  }

  /** One value and nothing after it; without recursion, so that depth costs no stack. */
  document(): void {
    this.value();
    const isNumber = this.open.length === 0 && /\d/.test(this.text.charAt(this.at - 1));
    if (isNumber && !this.isBlank() && this.at < this.text.length) {
      this.unexpected('Expected space separating root-level values');
    }
    while (this.open.length > 0) this.member(this.open.at(-1) as Open);
    this.blanks();
    if (this.at < this.text.length) this.unexpected('expected end of input');
  }

  /** What follows a value inside an object or array: its end, or a comma and the next member. */
  private member(parent: Open): void {
    const close = parent.fields ? '}' : ']';
    const kind = parent.fields ? 'Object' : 'Array';
    this.blanks();
    if (this.text[this.at] === close) {
      this.at += 1;
      this.open.pop();
      return;
    }
    if (this.at >= this.text.length) this.endOfInput(kind, parent.start);
    if (!parent.empty) this.expect(',', `was expecting comma to separate ${kind} entries`);
    parent.empty = false;
    if (parent.fields) this.field(parent.fields);
    this.value();
  }

  private field(fields: Set<string>): void {
    this.blanks();
    const from = this.at;
    this.expect('"', 'was expecting double-quote to start field name');
    this.string();
    const name = nameIn(this.text.slice(from, this.at));
    if (fields.has(name) && !this.options.repeatedFields) this.fail(`Duplicate field '${name}'`);
    fields.add(name);
    this.blanks();
    this.expect(':', 'was expecting a colon to separate field name and value');
  }

  private value(): void {
    this.blanks();
    const start = this.at;
    const char = this.text[start];
    if (char === '{' || char === '[') {
      this.at += 1;
      this.open.push({ start, empty: true, ...(char === '{' && { fields: new Set<string>() }) });
      if (this.open.length > DEEPEST) this.fail(nestingProblem(this.open.length));
    } else if (char === '"') {
      this.at += 1;
      this.string();
    } else if (!this.take(NUMBER)) this.literal();
  }

  private literal(): void {
    const from = this.at;
    if (this.at >= this.text.length) {
      const parent = this.open.at(-1);
      if (parent) this.endOfInput(parent.fields ? 'Object' : 'Array', parent.start);
      this.fail('No content to map due to end-of-input');
    }
    if (!this.take(TOKEN)) this.unexpected(`expected a valid value ${LITERAL_HELP}`);
    const word = this.text.slice(from, this.at);
    if (!LITERALS.has(word))
      this.fail(`Unrecognized token '${word}': was expecting ${LITERAL_HELP}`);
  }

  /** The rest of a string whose opening quote was read. */
  private string(): void {
    const start = this.at - 1;
    for (;;) {
      this.take(PLAIN);
      const char = this.text[this.at];
      if (char === undefined) this.endOfInput('String', start);
      this.at += 1;
      if (char === '"') return;
      if (char === '\\') this.escape();
      else if ((char as string) < ' ') this.fail(controlMessage(char as string));
    }
  }

  private escape(): void {
    const char = this.text[this.at] ?? '';
    this.at += 1;
    if (char === 'u' && /^[0-9a-fA-F]{4}$/.test(this.text.slice(this.at, this.at + 4)))
      this.at += 4;
    else if (char === '' || !'"\\/bfnrt'.includes(char)) {
      this.fail(`Unrecognized character escape ${named(char)}`);
    }
  }

  private blanks(): void {
    while (this.isBlank()) this.at += 1;
  }

  private isBlank(): boolean {
    return BLANK.has(this.text.charCodeAt(this.at));
  }

  private take(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    const found = pattern.test(this.text);
    if (found) this.at = pattern.lastIndex;
    return found;
  }

  private expect(char: string, help: string): void {
    if (this.text[this.at] !== char) this.unexpected(help);
    this.at += 1;
  }

  private unexpected(help: string): never {
    const char = this.text[this.at] ?? '';
    this.at += 1;
    this.fail(`Unexpected character (${named(char)}): ${help}`);
  }

  private endOfInput(kind: string, start: number): never {
    this.at = this.text.length;
    const help =
      kind === 'String'
        ? 'was expecting closing quote for a string value'
        : `expected close marker for ${kind} (start marker at ${this.source(start)})`;
    this.fail(`Unexpected end-of-input: ${help}`);
  }

  private fail(message: string): never {
    throw new JsonTextError(message, this.source(this.at));
  }

  private source(at: number): string {
    return locationIn(this.text, at, this.options.source);
  }
}

/** A name without its quotes. */
function nameIn(quoted: string): string {
  return quoted.includes('\\') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
}

function named(char: string): string {
  return `'${char}' (code ${char.charCodeAt(0) || 0})`;
}

function controlMessage(char: string): string {
  return `Illegal unquoted character ((CTRL-CHAR, code ${char.charCodeAt(0)})): has to be escaped using backslash to be included in string value`;
}
