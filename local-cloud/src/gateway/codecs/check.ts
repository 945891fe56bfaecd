import type { NormalizedSchema } from '@smithy/core/schema';
import { camelCase } from '../../core/check-contract.ts';
import type { Broken, Constraint, Rule } from '../../core/contract.ts';
import { AwsError } from '../../core/errors.ts';
import type { Service } from '../../core/service.ts';
import { requiredMembers } from '../../sdk/schemas.ts';

/** How a protocol writes structures, lists and maps down. */
export interface Dialect {
  /** The code of the error for a body that does not fit. */
  readonly malformed: string;
  key(member: NormalizedSchema, name: string): string;
  /** Undefined: the value is not a list. */
  items(list: NormalizedSchema, value: unknown): readonly unknown[] | undefined;
  /** Undefined: the value is not a map. */
  values(
    map: NormalizedSchema,
    value: unknown,
  ): readonly (readonly [string, unknown])[] | undefined;
  /** Undefined: the value is not a structure. */
  structure(value: unknown): Readonly<Record<string, unknown>> | undefined;
  /** What a scalar should have been, when it is not that. */
  mismatch(schema: NormalizedSchema, value: unknown): string | undefined;
}

/**
 * Holds a parsed body against its schema, because the SDK's deserializers pass over what they do
 * not know: every member must be known, every value of its kind, every element there, and within
 * structures every required member. What the body itself requires is in the operation's contract.
 *
 * @param refusal the service's words for what is missing
 * @param isBound members that the body does not carry (labels, headers, queries)
 */
export function checkBody(
  schema: NormalizedSchema,
  body: unknown,
  { dialect, refusal }: { readonly dialect: Dialect; readonly refusal: Service['refusal'] },
  isBound: (member: NormalizedSchema) => boolean = () => false,
): void {
  const check = new BodyCheck(dialect);
  check.body(schema, body, isBound);
  if (check.broken.length > 0) throw refusal(check.broken);
}

/** More than a DynamoDB item is deep, which is the deepest that there is. */
const DEEPEST = 200;

class BodyCheck {
  readonly #dialect: Dialect;
  readonly broken: Broken[] = [];
  #depth = 0;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  /** A member may be null, which is as if it were not there; a body is a structure. */
  body(schema: NormalizedSchema, body: unknown, isBound: (member: NormalizedSchema) => boolean) {
    if (body === null) throw this.#mismatch('a structure', body, '');
    this.value(schema, body, '', isBound);
  }

  value(
    schema: NormalizedSchema,
    value: unknown,
    path: string,
    isBound?: (member: NormalizedSchema) => boolean,
  ): void {
    if (value === null || value === undefined || schema.isDocumentSchema()) return;
    if (this.#depth >= DEEPEST) throw this.#tooDeep();
    this.#depth++;
    this.#kind(schema, value, path, isBound);
    this.#depth--;
  }

  #kind(
    schema: NormalizedSchema,
    value: unknown,
    path: string,
    isBound?: (member: NormalizedSchema) => boolean,
  ): void {
    if (schema.isStructSchema() || schema.isUnitSchema())
      this.#structure(schema, value, path, isBound);
    else if (schema.isListSchema()) this.#list(schema, value, path);
    else if (schema.isMapSchema()) this.#map(schema, value, path);
    else this.#scalar(schema, value, path);
  }

  #structure(
    schema: NormalizedSchema,
    value: unknown,
    path: string,
    isBound: (member: NormalizedSchema) => boolean = () => false,
  ): void {
    const given = this.#dialect.structure(value);
    if (given === undefined) throw this.#mismatch('a structure', value, path);
    const unknown = new Set(Object.keys(given));
    const required = requiredMembers(schema);
    for (const [name, member] of schema.structIterator()) {
      if (isBound(member)) continue;
      const key = this.#dialect.key(member, name);
      const memberPath = join(path, camelCase(name));
      unknown.delete(key);
      if (given[key] !== undefined && given[key] !== null) {
        this.value(member, given[key], memberPath);
      } else if (path !== '' && required.includes(name) && !member.isIdempotencyToken()) {
        this.#miss('required', REQUIRED, name, memberPath, null);
      }
    }
    if (unknown.size > 0) this.#refuse([...unknown], schema, path);
  }

  #list(schema: NormalizedSchema, value: unknown, path: string): void {
    const items = this.#dialect.items(schema, value);
    if (items === undefined) throw this.#mismatch('a list', value, path);
    const member = schema.getValueSchema();
    if (items.some(isMissing)) this.#missElement('items', schema, path, items);
    for (const [index, item] of items.entries()) {
      this.value(member, item, `${path}.${index + 1}.member`);
    }
  }

  #map(schema: NormalizedSchema, value: unknown, path: string): void {
    const entries = this.#dialect.values(schema, value);
    if (entries === undefined) throw this.#mismatch('a map', value, path);
    const member = schema.getValueSchema();
    if (entries.some(([, item]) => isMissing(item))) {
      this.#missElement('values', schema, path, Object.fromEntries(entries));
    }
    for (const [key, item] of entries) this.value(member, item, `${path}.${key}.member`);
  }

  #scalar(schema: NormalizedSchema, value: unknown, path: string): void {
    const kind = this.#dialect.mismatch(schema, value);
    if (kind !== undefined) throw this.#mismatch(kind, value, path);
  }

  /** Elements of sparse lists and maps may be null. */
  #missElement(rule: 'items' | 'values', schema: NormalizedSchema, path: string, value: object) {
    const { sparse, sensitive } = schema.getMergedTraits();
    if (sparse) return;
    const constraint = { [rule]: REQUIRED, ...(sensitive && { sensitive: true as const }) };
    this.#miss(rule, constraint, schema.getMemberName(), path, value);
  }

  #miss(rule: Rule, constraint: Constraint, member: string, path: string, value: object | null) {
    this.broken.push({ path, member, value, rule, constraint });
  }

  #tooDeep(): AwsError {
    return new AwsError(
      this.#dialect.malformed,
      `The body is nested deeper than ${DEEPEST} levels`,
    );
  }

  #mismatch(kind: string, value: unknown, path: string): AwsError {
    return new AwsError(
      this.#dialect.malformed,
      `${kindOf(value)}_VALUE can not be converted to ${kind}${path && ` (at '${path}')`}`,
    );
  }

  #refuse(unknown: readonly string[], schema: NormalizedSchema, path: string): void {
    const known = [...schema.structIterator()].map(([name]) => name);
    throw new AwsError(
      'UnknownMember',
      `${unknown.join(', ')} ${unknown.length === 1 ? 'is no member' : 'are no members'} of ` +
        `${schema.getName()}${path && ` (at '${path}')`}. It has ${known.join(', ') || 'none'}.`,
    );
  }
}

const REQUIRED: Constraint = { required: true };

function isMissing(element: unknown): boolean {
  return element === undefined || element === null;
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'NULL';
  return Array.isArray(value) ? 'LIST' : (typeof value).toUpperCase();
}
