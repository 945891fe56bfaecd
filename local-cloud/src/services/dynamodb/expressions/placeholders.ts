import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { validation } from '../errors.ts';
import type { Item } from '../values/attribute-value.ts';
import { nameProblem, normalise } from '../values/normalise.ts';

/**
 * ExpressionAttributeNames and ExpressionAttributeValues of one request. All of its expressions
 * share them, and each entry must be used by one of them.
 */
export class Placeholders {
  readonly #names: Readonly<Record<string, string>>;
  readonly #values: Readonly<Item>;
  readonly #unusedNames: Set<string>;
  readonly #unusedValues: Set<string>;

  constructor(names: Record<string, string> | undefined, values?: Item) {
    this.#names = checkedNames(names);
    this.#values = checkedValues(values);
    this.#unusedNames = new Set(Object.keys(this.#names));
    this.#unusedValues = new Set(Object.keys(this.#values));
  }

  name(reference: string): string | undefined {
    if (!Object.hasOwn(this.#names, reference)) return undefined;
    this.#unusedNames.delete(reference);
    return this.#names[reference];
  }

  value(reference: string): AttributeValue | undefined {
    if (!Object.hasOwn(this.#values, reference)) return undefined;
    this.#unusedValues.delete(reference);
    return this.#values[reference];
  }

  /** Call once every expression of the request has been read. */
  refuseUnused(): void {
    refuseUnused('ExpressionAttributeNames', this.#unusedNames);
    refuseUnused('ExpressionAttributeValues', this.#unusedValues);
  }
}

function refuseUnused(member: string, unused: ReadonlySet<string>): void {
  if (unused.size === 0) return;
  const keys = [...unused].join(', ');
  throw validation(`Value provided in ${member} unused in expressions: keys: {${keys}}`);
}

function checkedNames(names: Record<string, string> | undefined): Record<string, string> {
  if (names === undefined) return {};
  checkKeys('ExpressionAttributeNames', Object.keys(names), /^#[0-9a-zA-Z_]+$/);
  for (const [key, name] of Object.entries(names)) checkName(key, name);
  return names;
}

function checkName(key: string, name: string): void {
  const problem = nameProblem(name);
  if (problem === undefined) return;
  throw validation(`ExpressionAttributeNames contains invalid value: ${problem} for key ${key}`);
}

function checkedValues(values: Item | undefined): Item {
  if (values === undefined) return {};
  checkKeys('ExpressionAttributeValues', Object.keys(values), /^:[0-9a-zA-Z_]+$/);
  const normal: Item = {};
  for (const key of Object.keys(values)) normal[key] = checkedValue(key, values[key]!);
  return normal;
}

function checkedValue(key: string, value: AttributeValue): AttributeValue {
  try {
    return normalise(value);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ValidationException') throw error;
    throw validation(
      `ExpressionAttributeValues contains invalid value: ${error.message} for key ${key}`,
    );
  }
}

function checkKeys(member: string, keys: readonly string[], pattern: RegExp): void {
  if (keys.length === 0) throw validation(`${member} must not be empty`);
  const wrong = keys.find((key) => !pattern.test(key));
  if (wrong === undefined) return;
  throw validation(`${member} contains invalid key: Syntax error; key: "${wrong}"`);
}
