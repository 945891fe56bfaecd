import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import type { Place } from './place.ts';
import type { Rule } from './rules.ts';
import {
  isIntrinsic,
  isPath,
  isPathOrIntrinsic,
  isSinglePath,
  isWritablePath,
  jsonataProblems,
} from './syntax.ts';

/** What `$states` holds in a field besides `input` and `context`. */
export type StatesField = 'result' | 'errorOutput';

export const path: Rule = (value, place) => {
  if (!isPath(value)) place.refuse('Value must be a valid JSONPath.');
};

/** The `...Path` twin of a number or timestamp. */
export const referencePath: Rule = (value, place) => {
  if (!isSinglePath(value)) place.refuse('Value is not a Reference Path');
};

export const resultPath: Rule = (value, place) => {
  if (!isWritablePath(value)) place.refuse('Value is not a Reference Path');
};

/** ErrorPath and CausePath: a path, or an intrinsic function whose result is a string. */
export const textPath: Rule = (value, place) => {
  if (!isPath(value) && !isIntrinsic(value, STRING_INTRINSICS)) {
    place.refuse(
      `Value must be a valid JSONPath or an intrinsic function that returns a string: [${STRING_INTRINSICS.join(', ')}]`,
    );
  }
};

const STRING_INTRINSICS = [
  'States.Format',
  'States.JsonToString',
  'States.ArrayGetItem',
  'States.Base64Encode',
  'States.Base64Decode',
  'States.Hash',
  'States.UUID',
];

/** A JSONPath payload template: every field that ends in `.$` is a path or an intrinsic function. */
export const template: Rule = (value, place) => {
  if (Array.isArray(value)) value.forEach((item, index) => void template(item, place.item(index)));
  else if (isObject(value)) {
    for (const [name, item] of Object.entries(value)) templateField(name, item, value, place);
  }
};

function templateField(name: string, value: Json, parent: JsonObject, place: Place): void {
  if (!name.endsWith('.$')) {
    if (looksDynamic(value)) place.field(name).warn('NO_DOLLAR', noDollar(name));
    template(value, place.field(name));
    return;
  }
  if (Object.hasOwn(parent, name.slice(0, -2))) {
    place.refuse(
      `There should only be one of the following fields: [${name.slice(0, -2)}, ${name}]`,
    );
  }
  if (!isPathOrIntrinsic(value)) {
    place.refuse(
      `The value for the field '${name}' must be a valid JSONPath or a valid intrinsic function call`,
    );
  }
}

function looksDynamic(value: Json): boolean {
  return typeof value === 'string' && /^(?:\$\$?[.[]|States\.[A-Z]\w*\()/.test(value);
}

function noDollar(name: string): string {
  return `The value of the field '${name}' looks like a JSONPath or an intrinsic function, but its name does not end with '.$'`;
}

/** Any JSON whose strings may be JSONata: `{% ... %}`. */
export function jsonata(...states: readonly StatesField[]): Rule {
  return (value, place) => {
    if (typeof value === 'string') expression(value, place, states);
    else if (Array.isArray(value)) {
      value.forEach((item, index) => void jsonata(...states)(item, place.item(index)));
    } else if (isObject(value)) {
      for (const [name, item] of Object.entries(value)) jsonata(...states)(item, place.field(name));
    }
  };
}

function expression(value: string, place: Place, states: readonly StatesField[]): void {
  const opened = value.startsWith('{%');
  if (opened !== value.endsWith('%}')) {
    place.refuse('JSONata string must start with {% and end with %}');
  } else if (opened) {
    for (const problem of jsonataProblems(value.slice(2, -2).trim(), states)) {
      place.refuse(problem.message, problem.code);
    }
  }
}

/** A payload in the language of its state. */
export function payload(...states: readonly StatesField[]): Rule {
  const inJsonata = jsonata(...states);
  return (value, place) => (place.language === 'JSONata' ? inJsonata : template)(value, place);
}

/** A literal; in JSONata also an expression that gives one. */
export function orJsonata(literal: Rule): Rule {
  const inJsonata = jsonata();
  return (value, place) => {
    const expressed = place.language === 'JSONata' && isExpression(value);
    (expressed ? inJsonata : literal)(value, place);
  };
}

export function isExpression(value: Json): value is string {
  return typeof value === 'string' && (value.startsWith('{%') || value.endsWith('%}'));
}
