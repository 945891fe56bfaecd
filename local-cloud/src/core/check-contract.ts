import type { Bounds, Broken, Constraint, Contract, Rule } from './contract.ts';
import { AwsError } from './errors.ts';

/** What an input does not keep of a contract: rules it breaks, and members nobody honours. */
export interface Findings {
  readonly broken: readonly Broken[];
  /** With the way to them, for example `TimeToLiveSpecification.Enabled`. */
  readonly unserved: readonly string[];
}

/**
 * Holds an input against a contract. A member that is null is as if it were not there.
 *
 * @throws AwsError SerializationException for a fraction where the API model has an integer
 */
export function checkContract(contract: Contract, input: object): Findings {
  const check = new Check();
  check.structure(contract, input, NOWHERE);
  return check;
}

/** Where a value is, in the words of the API model and in those of AWS's messages. */
interface Place {
  readonly member: string;
  readonly name: string;
  readonly path: string;
}

const NOWHERE: Place = { member: '', name: '', path: '' };

class Check implements Findings {
  readonly broken: Broken[] = [];
  readonly unserved: string[] = [];

  structure(contract: Contract, given: object, place: Place): void {
    const values = given as Readonly<Record<string, unknown>>;
    for (const name in contract) {
      this.#member(contract[name]!, name, values[name] ?? null, place);
    }
    for (const name in values) {
      const honoured = Object.hasOwn(contract, name) || (values[name] ?? null) === null;
      if (!honoured) this.unserved.push(memberOf(place, name).name);
    }
  }

  #member(constraint: Constraint, name: string, value: unknown, structure: Place): void {
    refuseFraction(constraint, value, name);
    const rules = brokenRules(constraint, value);
    if (rules.length === 0 && (value === null || !hasParts(constraint))) return;
    const place = memberOf(structure, name);
    for (const rule of rules) this.#add(rule, value, constraint, place);
    this.#parts(constraint, value, place);
  }

  #parts(constraint: Constraint, value: unknown, place: Place): void {
    if (typeof value !== 'object' || value === null) return;
    const { members, items, keys, values } = constraint;
    if (members) this.structure(members, value, place);
    if (keys && Object.keys(value).some((key) => isBroken(keys, key))) {
      this.#add('keys', value, constraint, place);
    }
    if (items) this.#elements('items', items, value, constraint, place);
    if (values) this.#elements('values', values, value, constraint, place);
  }

  /** What an element breaks by itself is told of the list or the map as a whole. */
  #elements(
    rule: 'items' | 'values',
    constraint: Constraint,
    given: object,
    container: Constraint,
    place: Place,
  ): void {
    const elements = Object.entries(given);
    for (const [, element] of elements) refuseFraction(constraint, element, place.member);
    if (elements.some(([, element]) => isBroken(constraint, element))) {
      this.#add(rule, given, container, place);
    }
    if (!hasParts(constraint)) return;
    for (const [key, element] of elements) {
      const step = rule === 'items' ? Number(key) + 1 : key;
      this.#parts(constraint, element, { ...place, path: `${place.path}.${step}.member` });
    }
  }

  #add(rule: Rule, value: unknown, constraint: Constraint, { member, path }: Place): void {
    this.broken.push({ path, member, value, rule, constraint });
  }
}

function memberOf({ name, path }: Place, member: string): Place {
  if (name === '') return { member, name: member, path: camelCase(member) };
  return { member, name: `${name}.${member}`, path: `${path}.${camelCase(member)}` };
}

/** Member names as AWS's messages write them. */
export function camelCase(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** The SDK's schemas do not tell integers from other numbers. */
function refuseFraction({ fraction }: Constraint, value: unknown, member: string): void {
  if (typeof value !== 'number' || fraction || Number.isInteger(value)) return;
  throw new AwsError('SerializationException', `${member} takes a whole number, not ${value}`);
}

function hasParts({ members, items, keys, values }: Constraint): boolean {
  return Boolean(members || items || keys || values);
}

function isBroken(constraint: Constraint, element: unknown): boolean {
  return (element ?? null) === null || brokenRules(constraint, element).length > 0;
}

const NONE: readonly Rule[] = [];

/** In the order in which AWS tells them (recorded): the pattern before the length. */
function brokenRules(constraint: Constraint, given: unknown): readonly Rule[] {
  if (given === null) return constraint.required ? ['required'] : NONE;
  const value = constraint.orArn ? nameIn(given) : given;
  const { pattern, length, bytes, range } = constraint;
  let broken = NONE;
  if (pattern !== undefined && typeof value === 'string' && !isFarTooLong(value, constraint)) {
    if (!wholly(pattern).test(value)) broken = [...broken, 'pattern'];
  }
  if (length !== undefined && !isWithin(lengthOf(value), length)) broken = [...broken, 'length'];
  if (bytes !== undefined && !isWithin(Buffer.byteLength(String(value)), bytes)) {
    broken = [...broken, 'length'];
  }
  if (range !== undefined && !isWithin(Number(value), range)) broken = [...broken, 'range'];
  if (constraint.enum !== undefined && !constraint.enum.includes(String(value))) {
    broken = [...broken, 'enum'];
  }
  return broken;
}

/** What is broken already: to hold it against a pattern as well could take as long as one likes. */
function isFarTooLong(text: string, { length, bytes }: Constraint): boolean {
  const most = (length ?? bytes)?.[1];
  return most !== undefined && text.length > Math.max(2 * most, 4096);
}

function nameIn(value: unknown): unknown {
  return typeof value === 'string' && value.startsWith('arn:') ? value.split('/').at(-1) : value;
}

function isWithin(size: number, [least, most]: Bounds): boolean {
  return size >= least && (most === undefined || size <= most);
}

/** Of a text, a list or a blob, or how many entries a map has. */
export function lengthOf(value: unknown): number {
  if (typeof value === 'string' || Array.isArray(value) || value instanceof Uint8Array) {
    return value.length;
  }
  return Object.keys(Object(value)).length;
}

const patterns = new Map<string, RegExp>();

function wholly(pattern: string): RegExp {
  let compiled = patterns.get(pattern);
  if (compiled === undefined) {
    // The API models escape hyphens, which JavaScript takes in sets alone.
    compiled = new RegExp(`^(?:${pattern.replaceAll('\\-', '\\x2d')})$`, 'u');
    patterns.set(pattern, compiled);
  }
  return compiled;
}
