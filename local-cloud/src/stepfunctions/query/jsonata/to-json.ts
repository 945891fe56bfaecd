import { type Json, type JsonObject, setMember } from '../../../core/json.ts';
import { JsonNumber } from '../../../core/json-number.ts';
import { EvaluationFailure, OUT_OF_MEMORY, TAKES_LONG } from './errors.ts';
import { Callable } from './evaluate/callable.ts';
import { numberOf } from './evaluate/json-numbers.ts';
import type { Marked } from './evaluate/sequence.ts';
import { type Budget, WHOLE } from './limits.ts';

/** A result that JSON cannot hold: a function. */
export class UnsupportedResult extends Error {}

/**
 * A result as a plain JSON value: the marks on its arrays taken off, numbers that JSON cannot write
 * as texts, "Infinity" and "NaN" (measured on AWS by others). Parts that are plain already are given
 * as they are, not copied. Throws UnsupportedResult for functions, and EvaluationFailure for what is
 * too large, where shared parts count each time, as they would in JSON.
 */
export function toJson(value: unknown, budget = WHOLE): Json {
  return new Conversion(budget).of(value);
}

class Conversion {
  readonly #isPart: boolean;
  #left: number;

  constructor({ resultBytes, isPart }: Budget) {
    this.#left = resultBytes;
    this.#isPart = isPart;
  }

  of(value: unknown): Json {
    switch (typeof value) {
      case 'number':
        this.#take(8);
        return Number.isFinite(value) ? value + 0 : String(value);
      case 'string':
        this.#take(2 * value.length);
        return value;
      case 'boolean':
        return value;
      case 'object':
        this.#take(4);
        return value === null ? null : this.#ofObject(value);
      default:
        return null;
    }
  }

  #take(bytes: number): void {
    this.#left -= bytes;
    if (this.#left < 0) throw this.#isPart ? TAKES_LONG : new EvaluationFailure(OUT_OF_MEMORY);
  }

  #ofObject(value: object): Json {
    if (Array.isArray(value)) return this.#ofArray(value);
    if (value instanceof Callable) throw new UnsupportedResult();
    if (value instanceof JsonNumber) return numberOf(value);
    const members = value as JsonObject;
    let copy: JsonObject | undefined;
    for (const name in members) {
      const member = members[name];
      const plain = this.of(member);
      this.#take(2 * name.length);
      if (Object.is(plain, member)) continue;
      copy ??= { ...members };
      if (member === undefined) delete copy[name];
      else setMember(copy, name, plain);
    }
    return copy ?? members;
  }

  #ofArray(items: readonly unknown[]): Json[] {
    let copy = isMarked(items) ? [...items] : undefined;
    for (let index = 0; index < items.length; index++) {
      const plain = this.of(items[index]);
      if (Object.is(plain, items[index])) continue;
      copy ??= [...items];
      copy[index] = plain;
    }
    return (copy ?? items) as Json[];
  }
}

function isMarked(items: readonly unknown[]): boolean {
  const { sequence, cons, wrapper } = items as Marked;
  return sequence === true || cons === true || wrapper === true;
}
