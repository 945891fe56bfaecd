/** Keys in the order of S3's lists: that of their bytes in UTF-8. */
export class SortedKeys {
  readonly #keys: string[] = [];

  add(key: string): void {
    const index = this.from(key);
    if (this.#keys[index] !== key) this.#keys.splice(index, 0, key);
  }

  delete(key: string): void {
    const index = this.from(key);
    if (this.#keys[index] === key) this.#keys.splice(index, 1);
  }

  at(index: number): string | undefined {
    return this.#keys[index];
  }

  /** The index of the first key that is not before `bound`. */
  from(bound: string): number {
    return this.#search((key) => compareKeys(key, bound) < 0);
  }

  /** The index of the first key that comes after `bound` and, if so asked, after all that begin with it. */
  after(bound: string, orBeginningWith = false): number {
    return this.#search(
      (key) => compareKeys(key, bound) <= 0 || (orBeginningWith && key.startsWith(bound)),
    );
  }

  /** The index of the first key of which `isBefore` does not hold: it holds of those up to some key. */
  #search(isBefore: (key: string) => boolean): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBefore(this.#keys[middle]!)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The order of texts by their bytes in UTF-8: JavaScript's own, but for surrogates. */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const [one, other] = [a.charCodeAt(index), b.charCodeAt(index)];
    if (one !== other) return rank(one) - rank(other);
  }
  return a.length - b.length;
}

/** Surrogates stand for characters after all that one unit writes. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
