import { AwsError, notSupported } from '../../../core/errors.ts';
import { isObject, type Json, type JsonObject, memberOf } from '../../../core/json.ts';
import { isNumber } from '../../../core/json-number.ts';

/** Every extension of API Gateway's begins so; those of others change nothing. */
const EXTENSION = 'x-amazon-apigateway-';

/** References that lead to references: more than this is a circle. */
const LONGEST_WAY = 20;

/** An object of a document, and where it stands. Whatever is read as another type is refused. */
export class Part {
  readonly value: JsonObject;
  readonly place: string;
  readonly #document: JsonObject;

  /** @param document where references lead */
  constructor(document: JsonObject, value: JsonObject = document, place = '') {
    this.#document = document;
    this.value = value;
    this.place = place;
  }

  get names(): string[] {
    return Object.keys(this.value);
  }

  /** A member as it is, without references. */
  member(name: string): Json | undefined {
    return memberOf(this.value, name) ?? undefined;
  }

  /** An object under a name, or what the reference there leads to. */
  part(name: string): Part | undefined {
    const value = this.member(name);
    return value === undefined ? undefined : this.#partOf(value, this.placeOf(name));
  }

  /** The members of an object under a name, all of them objects. */
  parts(name: string): [string, Part][] {
    return this.part(name)?.entries() ?? [];
  }

  /** Its own members, all of them objects. */
  entries(): [string, Part][] {
    return this.names.map((name) => [name, this.#partOf(this.value[name]!, this.placeOf(name))]);
  }

  /** The objects of a list under a name. */
  list(name: string): Part[] {
    return this.items(name).map((item, index) =>
      this.#partOf(item, this.placeOf(`${name}[${index}]`)),
    );
  }

  items(name: string): Json[] {
    const value = this.member(name) ?? [];
    if (Array.isArray(value)) return value;
    throw this.invalid(name, 'a list');
  }

  /** A text; a number or a boolean is written as one. */
  text(name: string): string | undefined {
    const value = this.member(name);
    if (value === undefined) return undefined;
    const text = textOf(value);
    if (text !== undefined) return text;
    throw this.invalid(name, 'text');
  }

  number(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (/^-?\d+$/.test(text)) return Number(text);
    throw this.invalid(name, 'a whole number');
  }

  /** Texts by name. */
  texts(name: string): Record<string, string> | undefined {
    const part = this.part(name);
    return part && Object.fromEntries(part.names.map((key) => [key, part.text(key) ?? '']));
  }

  placeOf(name: string): string {
    return this.place === '' ? name : `${this.place}.${name}`;
  }

  invalid(name: string, expected: string): AwsError {
    return invalidDocument(`${this.placeOf(name)} must be ${expected}.`);
  }

  /** @throws NotSupportedByLocalCloud for an extension of API Gateway's that is none of these */
  refuseOtherExtensions(...served: readonly string[]): void {
    const other = this.names.find(
      (name) => name.startsWith(EXTENSION) && !served.includes(name.slice(EXTENSION.length)),
    );
    if (other === undefined) return;
    const where = this.place === '' ? '' : ` (in ${this.place})`;
    throw notSupported('API Gateway', `the extension ${other} of OpenAPI documents${where}`);
  }

  /** @throws NotSupportedByLocalCloud for a member that is none of these */
  refuseOtherMembers(...served: readonly string[]): void {
    const other = this.names.find((name) => !served.includes(name));
    if (other === undefined) return;
    throw notSupported('API Gateway', `${this.placeOf(other)} of OpenAPI documents`);
  }

  #partOf(given: Json, place: string): Part {
    let value = given;
    for (let step = 0; step < LONGEST_WAY; step++) {
      if (!isObject(value)) throw invalidDocument(`${place} must be an object.`);
      const reference = memberOf(value, '$ref');
      if (typeof reference !== 'string') return new Part(this.#document, value, place);
      value = this.#referred(reference, place);
    }
    throw invalidDocument(`${place} refers to itself.`);
  }

  #referred(reference: string, place: string): Json {
    if (!reference.startsWith('#/')) {
      throw notSupported('API Gateway', `references to other documents: ${reference}`);
    }
    let value: Json | undefined = this.#document;
    for (const part of reference.slice(2).split('/')) {
      const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
      value = isObject(value) ? memberOf(value, name) : undefined;
    }
    if (value !== undefined) return value;
    throw invalidDocument(`${place} refers to ${reference}, which is not there.`);
  }
}

function textOf(value: Json): string | undefined {
  const isScalar = typeof value === 'string' || typeof value === 'boolean' || isNumber(value);
  return isScalar ? String(value) : undefined;
}

/** As AWS refuses what it cannot read, with what it does not say. */
export function invalidDocument(hint: string): AwsError {
  return new AwsError('BadRequestException', 'Invalid OpenAPI input.', { hint });
}
