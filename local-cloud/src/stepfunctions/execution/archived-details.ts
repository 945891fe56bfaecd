import { bytesOfTexts } from './history.ts';

/** Reads a member back. */
export type ReadBack = () => unknown;

/** The details of an event of which some members were put away: they are read back when they are asked for. */
export class ArchivedDetails {
  /** By the members; in each object they would be closures, with a shape of their own. */
  static readonly #getters = new Map<string, PropertyDescriptor>();
  readonly #archived: ReadonlyMap<string, ReadBack>;
  readonly #characters: number;

  /** @param characters that are put away */
  constructor(details: object, archived: ReadonlyMap<string, ReadBack>, characters: number) {
    this.#archived = archived;
    this.#characters = characters;
    for (const member of Object.keys(details)) {
      if (archived.has(member))
        Object.defineProperty(this, member, ArchivedDetails.#getter(member));
      else (this as Record<string, unknown>)[member] = (details as Record<string, unknown>)[member];
    }
  }

  /** How long the texts of details are, about: what was put away is not read for that. */
  static charactersOf(details: object): number {
    if (details instanceof ArchivedDetails) return details.#characters;
    let characters = 0;
    for (const member of Object.values(details)) {
      if (typeof member === 'string') characters += member.length;
      else if (typeof member === 'object') characters += bytesOfTexts(member);
    }
    return characters;
  }

  static #getter(member: string): PropertyDescriptor {
    let getter = ArchivedDetails.#getters.get(member);
    if (getter === undefined) {
      getter = {
        get(this: ArchivedDetails): unknown {
          return this.#archived.get(member)!();
        },
        enumerable: true,
      };
      ArchivedDetails.#getters.set(member, getter);
    }
    return getter;
  }
}
