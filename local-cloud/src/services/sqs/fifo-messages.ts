import { Heap } from '../../core/heap.ts';
import type { Message } from './message.ts';

type InGroup = Pick<Message, 'groupId' | 'state'>;

/** A message at its place: a smaller one was sent before. */
interface Placed<Of> {
  readonly message: Of;
  readonly place: number;
}

/** What may be received next, and the rest of its group. */
interface Candidate<Of> extends Placed<Of> {
  readonly rest: Iterator<[Of, number]>;
}

/** The messages of a group that are in the queue, in the order they were sent, with their places. */
type Group<Of> = Map<Of, number>;

/**
 * The messages of a FIFO queue by their groups. Of a group nothing can be received while an earlier message
 * of it is hidden: those whose first message is not are found without a look at the others.
 */
export class FifoMessages<Of extends InGroup> {
  readonly #groups = new Map<string | undefined, Group<Of>>();
  /** First messages of groups that can be received, and some that could be before. */
  readonly #first = new Heap<Placed<Of>>((a, b) => a.place < b.place);
  #place = 0;

  add(message: Of): void {
    const group = this.#groups.get(message.groupId) ?? new Map<Of, number>();
    this.#groups.set(message.groupId, group.set(message, this.#place++));
    this.shown(message);
  }

  /** To be told when a message becomes visible. */
  shown(message: Of): void {
    const first = this.#firstOf(message.groupId);
    if (first?.message === message && message.state === 'visible') this.#first.push(first);
  }

  remove(message: Of): void {
    const group = this.#groups.get(message.groupId);
    if (!group?.delete(message)) return;
    if (group.size === 0) this.#groups.delete(message.groupId);
    const next = this.#firstOf(message.groupId);
    if (next !== undefined) this.shown(next.message);
  }

  clear(): void {
    this.#groups.clear();
    this.#first.clear();
  }

  /**
   * What can be received, in the order it was sent. Each is to be hidden or removed before the next one is
   * asked for.
   */
  *taken(): Generator<Of> {
    const following: Candidate<Of>[] = [];
    for (;;) {
      const candidate = this.#next(following);
      if (candidate === undefined) return;
      const { message, rest } = candidate;
      // Something was made of it meanwhile, or it stands in both places.
      const isThere = this.#groups.get(message.groupId)?.has(message);
      if (!isThere || message.state !== 'visible') continue;
      const after = rest.next().value;
      yield message;
      if (after !== undefined) following.push({ message: after[0], place: after[1], rest });
    }
  }

  /** What was sent first: the first of a group, or what follows in a group of which some was taken. */
  #next(following: Candidate<Of>[]): Candidate<Of> | undefined {
    const first = this.#readyFirst();
    const next = following.sort((a, b) => b.place - a.place).at(-1);
    if (first === undefined || (next !== undefined && next.place < first.place)) {
      return following.pop();
    }
    this.#first.pop();
    const rest = this.#groups.get(first.message.groupId)!.entries();
    rest.next();
    return { ...first, rest };
  }

  #firstOf(groupId: string | undefined): Placed<Of> | undefined {
    const entry = this.#groups.get(groupId)?.entries().next().value;
    return entry && { message: entry[0], place: entry[1] };
  }

  /** The first message that can be received: what has been hidden or removed since is passed over. */
  #readyFirst(): Placed<Of> | undefined {
    for (;;) {
      const { first } = this.#first;
      if (first === undefined) return undefined;
      const { message } = first;
      const isFirst = this.#firstOf(message.groupId)?.message === message;
      if (isFirst && message.state === 'visible') return first;
      this.#first.pop();
    }
  }
}
