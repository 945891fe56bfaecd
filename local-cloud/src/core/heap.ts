/** What comes first is taken first: a binary heap. */
export class Heap<Item> {
  readonly #isBefore: (a: Item, b: Item) => boolean;
  #items: Item[] = [];

  constructor(isBefore: (a: Item, b: Item) => boolean) {
    this.#isBefore = isBefore;
  }

  get first(): Item | undefined {
    return this.#items[0];
  }

  get size(): number {
    return this.#items.length;
  }

  clear(): void {
    this.#items = [];
  }

  /** Lets all others go. In order, an array is a heap. */
  keep(isKept: (item: Item) => boolean): void {
    this.#items = this.#items.filter(isKept).sort((a, b) => (this.#isBefore(a, b) ? -1 : 1));
  }

  /** All of them, the first one first; they stay. Nothing may be added or taken meanwhile. */
  *inOrder(): Generator<Item> {
    const items = this.#items;
    const ahead = new Heap<number>((a, b) => this.#isBefore(items[a]!, items[b]!));
    const look = (index: number) => index < items.length && ahead.push(index);
    look(0);
    for (let index = ahead.pop(); index !== undefined; index = ahead.pop()) {
      yield items[index]!;
      look(2 * index + 1);
      look(2 * index + 2);
    }
  }

  push(item: Item): void {
    const items = this.#items;
    let index = items.push(item) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#isBefore(item, items[parent]!)) break;
      items[index] = items[parent]!;
      index = parent;
    }
    items[index] = item;
  }

  pop(): Item | undefined {
    const items = this.#items;
    const [first] = items;
    const last = items.pop();
    if (items.length > 0) this.#sink(last!);
    return first;
  }

  /** Puts an item in the place of the first, and to where it belongs from there. */
  #sink(item: Item): void {
    const items = this.#items;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const right = left + 1;
      if (left >= items.length) break;
      const isRight = right < items.length && this.#isBefore(items[right]!, items[left]!);
      const child = isRight ? right : left;
      if (!this.#isBefore(items[child]!, item)) break;
      items[index] = items[child]!;
      index = child;
    }
    items[index] = item;
  }
}
