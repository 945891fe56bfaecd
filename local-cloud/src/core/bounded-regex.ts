import vm from 'node:vm';

/** A pattern that took too long: without a bound one hostile pattern would stop everything. */
export class RegexTimeout extends Error {
  constructor() {
    super('Expression evaluation timeout: Check for infinite loop');
    this.name = 'RegexTimeout';
  }
}

/**
 * What the matching of one pattern may take, in milliseconds. Time that goes by without matching
 * is given back, so that only matching without a pause uses it up.
 */
const BUDGET = 250;

/** Steps of matching that are quick enough not to be timed. */
const FEW_STEPS = 1_000_000;

/**
 * A regular expression whose matching is bounded in time. A pattern that cannot take long is run
 * as it is; any other in V8's interruptible sandbox, which costs about 0.1 ms a match.
 */
export class BoundedRegex {
  readonly #regex: RegExp;
  readonly #quantifiers: number;
  readonly #budget: number;
  #left: number;
  #lastUse = 0;

  /** @param budget what matching without a pause may take, in milliseconds */
  constructor(source: RegExp | string, flags?: string, budget = BUDGET) {
    this.#budget = budget;
    this.#left = budget;
    this.#regex = new RegExp(source, flags);
    this.#quantifiers = countQuantifiers(this.#regex.source);
  }

  get lastIndex(): number {
    return this.#regex.lastIndex;
  }

  set lastIndex(index: number) {
    this.#regex.lastIndex = index;
  }

  /** As RegExp's. Throws RegexTimeout. */
  exec(text: string): RegExpExecArray | null {
    const steps = text.length ** (this.#quantifiers + 1);
    return steps <= FEW_STEPS ? this.#regex.exec(text) : this.#timed(text);
  }

  #timed(text: string): RegExpExecArray | null {
    const start = performance.now();
    const left = Math.min(this.#budget, this.#left + start - this.#lastUse);
    try {
      return callWithin(() => this.#regex.exec(text), Math.ceil(left));
    } finally {
      this.#lastUse = performance.now();
      this.#left = Math.max(1, left - (this.#lastUse - start));
    }
  }
}

/**
 * How often a pattern can choose how much to match: the exponent of the time it may take.
 * Unbounded where a repeated group or a back reference makes that exponential.
 */
function countQuantifiers(source: string): number {
  const plain = source.replace(/\\[^1-9k]|\[(?:\\.|[^\]\\])*\]/g, '_').replaceAll('(?', '(');
  if (/\)[*+{]|\\[1-9k]/.test(plain)) return Number.POSITIVE_INFINITY;
  return plain.match(/[*+?{]/g)?.length ?? 0;
}

const sandbox = vm.createContext({ __proto__: null, compute: undefined });
const script = new vm.Script('compute()');

/**
 * What a function gives that runs regular expressions of its own, within so many milliseconds.
 * Throws RegexTimeout.
 */
export function callWithin<Result>(compute: () => Result, timeout = BUDGET): Result {
  sandbox.compute = compute;
  try {
    return script.runInContext(sandbox, { timeout }) as Result;
  } catch (error) {
    throw isTimeout(error) ? new RegexTimeout() : error;
  } finally {
    sandbox.compute = undefined;
  }
}

function isTimeout(error: unknown): boolean {
  return (error as { code?: unknown } | undefined)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}
