import type { TextStore } from '../ports.ts';
import { Batch } from './batch.ts';
import type { LongTexts } from './long-texts.ts';

/** A history with long texts in memory. To stand in line does not keep it there. */
export interface Standing {
  readonly texts: WeakRef<LongTexts>;
  /** How many characters of it count. */
  characters: number;
}

/**
 * Holds the long texts of all histories within what the store says stays in memory: beyond that the oldest
 * are put away, one history after the other. Nothing is lost: the events read them back.
 */
export class Archive {
  readonly #store: TextStore;
  readonly #line = new Set<Standing>();
  #characters = 0;
  #most: number;

  constructor(store: TextStore) {
    this.#store = store;
    this.#most = store.inMemory;
  }

  /** A history has now so many characters in long texts. */
  took(standing: Standing, characters: number): void {
    this.#line.add(standing);
    this.#count(standing, characters);
    while (this.#characters > this.#most && this.#line.size > 0) this.#makeRoom();
  }

  #count(standing: Standing, characters: number): void {
    this.#characters += characters - standing.characters;
    standing.characters = characters;
  }

  /** What a history does not give, its execution has anyway: it counts again once there is more. */
  #makeRoom(): void {
    const batch = new Batch();
    for (const standing of this.#line) {
      const left = standing.texts.deref()?.giveTo(batch) ?? 0;
      if (batch.isFull) {
        this.#count(standing, left);
        break;
      }
      this.#count(standing, 0);
      this.#line.delete(standing);
    }
    this.#putAway(batch);
  }

  /** Where that fails, it is tried again once as much has come as stays in memory. */
  #putAway(batch: Batch): void {
    const { inMemory } = this.#store;
    const isDone = batch.putAway(this.#store);
    this.#most = isDone ? inMemory : this.#characters + inMemory;
  }
}
