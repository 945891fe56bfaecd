import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { isNumber } from '../../core/json-number.ts';
import type { QueryLanguage } from './definition.ts';
import type { Place } from './place.ts';
import { isTimestamp } from './timestamp.ts';

/** Looks at one value and complains about it; says nothing when it is as AWS wants it. */
export type Rule = (value: Json, place: Place) => void;

export interface Field {
  readonly rule: Rule;
  readonly required?: true;
  /** The query language that has this field; both where absent. */
  readonly only?: QueryLanguage;
}

export interface Shape {
  readonly fields: Readonly<Record<string, Field>>;
  /** Of each list at most one field may be there. */
  readonly atMostOne?: readonly (readonly string[])[];
  /** Of each list exactly one field must be there. */
  readonly exactlyOne?: readonly (readonly string[])[];
}

export const anything: Rule = () => {};

export const text: Rule = (value, place) => {
  if (typeof value !== 'string') place.refuse('Expected value of type String');
};

export const boolean: Rule = (value, place) => {
  if (typeof value !== 'boolean') place.refuse('Expected value of type Boolean');
};

export const timestamp: Rule = (value, place) => {
  if (!isTimestamp(value)) place.refuse('String does not match RFC3339 timestamp');
};

export function integer(min: number, max = Number.MAX_SAFE_INTEGER): Rule {
  return (value, place) => {
    if (!isNumber(value) || !Number.isInteger(Number(value))) {
      place.refuse('Expected value of type Integer');
    } else inRange(Number(value), place, `${min}`, `${max}`);
  };
}

/** AWS prints the bounds of fractional numbers with a fraction: `Minimum value is 0.0`. */
export function float(min: number, max = Number.MAX_VALUE): Rule {
  return (value, place) => {
    if (!isNumber(value)) place.refuse('Expected value of type Float');
    else
      inRange(
        Number(value),
        place,
        min.toFixed(1),
        max === Number.MAX_VALUE ? `${max}` : max.toFixed(1),
      );
  };
}

function inRange(value: number, place: Place, min: string, max: string): void {
  if (value < Number(min)) place.refuse(`Minimum value is ${min}`);
  if (value > Number(max)) place.refuse(`Maximum value is ${max}`);
}

export function oneOf(...values: readonly string[]): Rule {
  return (value, place) => {
    if (typeof value !== 'string') place.refuse('Expected value of type [STRING]');
    else if (!values.includes(value)) {
      place.refuse(`Value should be one of the following: [${values.join(', ')}]`);
    }
  };
}

export function list(rule: Rule, { nonEmpty = false } = {}): Rule {
  return (value, place) => {
    if (!Array.isArray(value)) place.refuse('Expected value of type Array');
    else if (nonEmpty && value.length === 0) place.refuse('Value cannot be empty');
    else value.forEach((item, index) => void rule(item, place.item(index)));
  };
}

export function nullable(rule: Rule): Rule {
  return (value, place) => value !== null && rule(value, place);
}

/** Both rules, one after the other. */
export function both(first: Rule, second: Rule): Rule {
  return (value, place) => {
    first(value, place);
    second(value, place);
  };
}

export function object(shape: Shape): Rule {
  return (value, place) => {
    if (isObject(value)) checkShape(value, shape, place);
    else place.refuse('Expected value of type Object');
  };
}

/** Fields that are missing, unknown, foreign to the query language or in each other's way; then their values. */
function checkShape(value: JsonObject, shape: Shape, place: Place): void {
  const has = (name: string) => Object.hasOwn(value, name);
  const missing = Object.keys(shape.fields).filter(
    (name) => shape.fields[name]?.required && !has(name),
  );
  if (missing.length > 0) place.refuse(`These fields are required: [${missing.join(', ')}]`);
  for (const names of [...(shape.atMostOne ?? []), ...(shape.exactlyOne ?? [])]) {
    if (names.filter(has).length > 1) {
      place.refuse(`There should only be one of the following fields: [${names.join(', ')}]`);
    }
  }
  for (const names of shape.exactlyOne ?? []) {
    const usable = names.filter((name) => isFor(place.language, shape.fields[name]));
    if (!names.some(has)) {
      place.refuse(
        `This object should have only one of the following fields: [${usable.join(', ')}]`,
      );
    }
  }
  for (const [name, item] of Object.entries(value)) checkField(name, item, shape, place);
}

function checkField(name: string, value: Json, shape: Shape, place: Place): void {
  const field = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
  if (!field) place.refuse(`Field '${name}' is not supported`);
  else if (!isFor(place.language, field)) {
    place.refuse(
      `The QueryLanguage is set to '${place.language}', but field '${name}' is only supported for the '${field.only}' QueryLanguage`,
    );
  } else if (place.dialect.stage === 'DEPLOYED' || !isSubstituted(value)) {
    field.rule(value, place.field(name));
  }
}

function isFor(language: QueryLanguage, field: Field | undefined): boolean {
  return field?.only === undefined || field.only === language;
}

/**
 * Whether CloudFormation puts another value in the place of this one: `"${Name}"`, `{"Ref": ...}`
 * or `{"Fn::...": ...}`.
 */
function isSubstituted(value: Json): boolean {
  if (typeof value === 'string') return /^\$\{[^{}]+\}$/.test(value);
  if (!isObject(value)) return false;
  const names = Object.keys(value);
  return names.length === 1 && /^(?:Ref|Fn::\w+)$/.test(names[0] ?? '');
}
