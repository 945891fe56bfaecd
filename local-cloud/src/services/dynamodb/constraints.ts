import { validation } from './errors.ts';

/**
 * The constraints of the API model that a request breaks. AWS tells all of them at once:
 * `2 validation errors detected: Value ... at '...' failed to satisfy constraint: ...; ...`
 */
export class Constraints {
  readonly #broken: string[] = [];

  required(member: string, value: unknown): this {
    return this.#check(
      value !== undefined && value !== null,
      member,
      null,
      'Member must not be null',
    );
  }

  oneOf(member: string, value: string | undefined, values: readonly string[]): this {
    const allowed = value === undefined || values.includes(value);
    const text = `Member must satisfy enum value set: [${values.join(', ')}]`;
    return this.#check(allowed, member, value, text);
  }

  atLeast(member: string, value: number | undefined, least: number): this {
    const text = `Member must have value greater than or equal to ${least}`;
    return this.#check(value === undefined || value >= least, member, value, text);
  }

  atMost(member: string, value: number | undefined, most: number): this {
    const text = `Member must have value less than or equal to ${most}`;
    return this.#check(value === undefined || value <= most, member, value, text);
  }

  length(member: string, value: Sized | undefined, least: number, most: number): this {
    if (value === undefined) return this;
    const size = typeof value === 'string' || Array.isArray(value) ? value.length : keyCount(value);
    const low = `Member must have length greater than or equal to ${least}`;
    const high = `Member must have length less than or equal to ${most}`;
    this.#check(size >= least, member, value, low);
    return this.#check(size <= most, member, value, high);
  }

  pattern(member: string, value: string | undefined, pattern: string): this {
    const fits = value === undefined || new RegExp(`^(?:${pattern})$`).test(value);
    return this.#check(
      fits,
      member,
      value,
      `Member must satisfy regular expression pattern: ${pattern}`,
    );
  }

  /** Throws ValidationException if any constraint is broken. */
  enforce(): void {
    const count = this.#broken.length;
    if (count === 0) return;
    const detected = `${count} validation error${count > 1 ? 's' : ''} detected`;
    throw validation(`${detected}: ${this.#broken.join('; ')}`);
  }

  #check(holds: boolean, member: string, value: unknown, text: string): this {
    if (!holds) {
      this.#broken.push(
        `Value ${show(value)} at '${member}' failed to satisfy constraint: ${text}`,
      );
    }
    return this;
  }
}

type Sized = string | readonly unknown[] | object;

function keyCount(value: object): number {
  return Object.keys(value).length;
}

function show(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'object') return `'${JSON.stringify(value)}'`;
  return `'${String(value)}'`;
}
