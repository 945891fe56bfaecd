import { type Branch, type Place, parseRegex } from './parse-regex.ts';

/**
 * Whether a text has something in it that a regular expression of CloudWatch Logs describes. All ways
 * to read the text are followed at once, so that the time is bounded by the lengths of both.
 *
 * @throws InvalidParameterException for what CloudWatch Logs does not take
 */
export function compileRegex(source: string): (text: string) => boolean {
  const automata = parseRegex(source).map((branch) => new Automaton(branch));
  return (text) => automata.some((automaton) => automaton.occursIn(text));
}

/** Characters that are not ASCII are all alike. */
const OTHER = 128;

/**
 * A branch as sets of places, one bit each: the places that may take the next character, and behind
 * the last one the end. Where a place leads to is known beforehand for every eight of them together.
 */
class Automaton {
  readonly #branch: Branch;
  /** 32-bit words that hold a set. */
  readonly #words: number;
  readonly #start: Int32Array;
  /** Sets, one after the other: by character the places that take it. */
  readonly #takes: Int32Array;
  /** By eight places, and by which of them took a character: the places that come next. */
  readonly #leads: Int32Array;

  constructor(branch: Branch) {
    const { places } = branch;
    this.#branch = branch;
    this.#words = (places.length >> 5) + 1;
    this.#start = this.#entered(0);
    this.#takes = new Int32Array((OTHER + 1) * this.#words);
    for (const [index, place] of places.entries()) this.#addTaken(index, place);
    this.#leads = new Int32Array(this.#words * 4 * 256 * this.#words);
    for (const [index, place] of places.entries()) this.#addLeads(index, place);
  }

  occursIn(text: string): boolean {
    const { fromStart, toEnd, places } = this.#branch;
    const [endWord, endBit] = [places.length >> 5, 1 << (places.length & 31)];
    let now = this.#start.slice();
    let next = new Int32Array(this.#words);
    for (let index = 0; ; index++) {
      const isLast = index === text.length;
      if ((now[endWord]! & endBit) !== 0 && (isLast || !toEnd)) return true;
      if (isLast) return false;
      if (fromStart) next.fill(0);
      else next.set(this.#start);
      this.#step(Math.min(text.charCodeAt(index), OTHER), now, next);
      [now, next] = [next, now];
    }
  }

  #step(code: number, now: Int32Array, next: Int32Array): void {
    const words = this.#words;
    for (let word = 0; word < words; word++) {
      let taking = now[word]! & this.#takes[code * words + word]!;
      for (let eight = word * 4; taking !== 0; eight++, taking >>>= 8) {
        const row = (eight * 256 + (taking & 255)) * words;
        for (let to = 0; to < words; to++) next[to]! |= this.#leads[row + to]!;
      }
    }
  }

  /** The place, and those behind it that are reached because it need not take anything. */
  #entered(first: number): Int32Array {
    const set = new Int32Array(this.#words);
    for (let index = first; ; index++) {
      set[index >> 5]! |= 1 << (index & 31);
      if (!this.#branch.places[index]?.isOptional) return set;
    }
  }

  #addTaken(index: number, { takes, takesOthers }: Place): void {
    for (let code = 0; code <= OTHER; code++) {
      if (!(code === OTHER ? takesOthers : takes[code])) continue;
      this.#takes[code * this.#words + (index >> 5)]! |= 1 << (index & 31);
    }
  }

  #addLeads(index: number, { repeats }: Place): void {
    const behind = this.#entered(index + 1);
    const again = repeats ? this.#entered(index) : behind;
    const bit = 1 << (index & 7);
    for (let eight = 0; eight < 256; eight++) {
      if ((eight & bit) === 0) continue;
      const row = ((index >> 3) * 256 + eight) * this.#words;
      for (let to = 0; to < this.#words; to++) this.#leads[row + to]! |= behind[to]! | again[to]!;
    }
  }
}
