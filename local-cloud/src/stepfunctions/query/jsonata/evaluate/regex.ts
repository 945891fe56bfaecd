import { BoundedRegex } from '../../../../core/bounded-regex.ts';
import { Callable } from './callable.ts';
import { JsonataFailure } from './failure.ts';
import type { Code, Run } from './frame.ts';

/** What a function that matches text gives: `$match`, `$replace`, `$split` and `$contains` take it. */
export interface Match {
  readonly match: string;
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
  readonly next: Callable;
}

/** `/pattern/`: a function that gives the first match in a text. */
export function regexOf(pattern: RegExp): Code {
  // One for each evaluation: what it may take is counted in it.
  return (_input, { run }) =>
    new Regex(new BoundedRegex(pattern, undefined, run.budget.matching), pattern.source);
}

class Regex extends Callable {
  readonly arity = 2;
  readonly parameters = 2;
  readonly #regex: BoundedRegex;
  readonly #source: string;

  constructor(regex: BoundedRegex, source: string) {
    super();
    this.#regex = regex;
    this.#source = source;
  }

  override invoke([text, from]: unknown[], _context: unknown, run: Run): unknown {
    return this.find(String(text), Number(from) || 0, run);
  }

  find(text: string, from: number, run: Run): Match | undefined {
    const regex = this.#regex;
    regex.lastIndex = from;
    const found = run.timed(() => regex.exec(text));
    run.spendSearch((found?.index ?? text.length) - from);
    if (found === null) return undefined;
    run.spendText(found[0].length);
    const [match, ...groups] = found;
    const { index: start } = found;
    const { lastIndex } = regex;
    const next = new Next(() => this.#after(text, lastIndex, run));
    return { match, start, end: start + match.length, groups, next };
  }

  #after(text: string, lastIndex: number, run: Run): Match | undefined {
    if (lastIndex >= text.length) return undefined;
    const found = this.find(text, lastIndex, run);
    // It would be found again and again.
    if (found?.match === '') throw new JsonataFailure('D1004', { value: this.#source });
    return found;
  }
}

/** The function that gives the match after a match. */
class Next extends Callable {
  readonly arity = 0;
  readonly parameters = 0;
  readonly #find: () => Match | undefined;

  constructor(find: () => Match | undefined) {
    super();
    this.#find = find;
  }

  override invoke(): unknown {
    return this.#find();
  }
}
