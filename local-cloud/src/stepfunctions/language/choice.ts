import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { isExpression, jsonata, path, payload } from './payload.ts';
import type { Place } from './place.ts';
import {
  anything,
  boolean,
  type Field,
  float,
  list,
  object,
  type Rule,
  type Shape,
  text,
  timestamp,
} from './rules.ts';
import { assign } from './variables.ts';

const ORDER = ['Equals', 'LessThan', 'GreaterThan', 'LessThanEquals', 'GreaterThanEquals'];
const LOWEST = -Number.MAX_VALUE;

/** Every comparison operator with the rule for its operand. */
const comparisons: Record<string, Rule> = {
  ...comparing('String', ORDER, text),
  ...comparing('Numeric', ORDER, float(LOWEST)),
  ...comparing('Boolean', ['Equals'], boolean),
  ...comparing('Timestamp', ORDER, timestamp),
  StringMatches: stringMatches,
  IsNull: boolean,
  IsPresent: boolean,
  IsNumeric: boolean,
  IsString: boolean,
  IsBoolean: boolean,
  IsTimestamp: boolean,
};

/** `StringEquals` and `StringEqualsPath`, and so on. */
function comparing(
  type: string,
  operators: readonly string[],
  operand: Rule,
): Record<string, Rule> {
  return Object.fromEntries(
    operators.flatMap((operator) => [
      [`${type}${operator}`, operand],
      [`${type}${operator}Path`, path],
    ]),
  );
}

/** The one escape besides `\\` that a pattern knows is `\*`. */
function stringMatches(value: Json, place: Place): void {
  text(value, place);
  if (typeof value === 'string' && /\\(?![\\*])/.test(value.replaceAll('\\\\', ''))) {
    place.refuse(`Invalid escape in pattern: ${value}`);
  }
}

const combinations: Record<string, Rule> = {
  And: list(nestedRule, { nonEmpty: true }),
  Or: list(nestedRule, { nonEmpty: true }),
  Not: nestedRule,
};

function jsonPathOnly(rules: Record<string, Rule>): Record<string, Field> {
  return Object.fromEntries(
    Object.entries(rules).map(([name, rule]) => [name, { rule, only: 'JSONPath' }] as const),
  );
}

const testFields: Record<string, Field> = {
  Comment: { rule: anything },
  ...jsonPathOnly({ Variable: path, ...comparisons, ...combinations }),
};

const nestedShape: Shape = { fields: testFields };
const topShape: Shape = {
  fields: {
    Next: { rule: text, required: true },
    ...testFields,
    Condition: { rule: condition, only: 'JSONata' },
    Assign: { rule: assign() },
    Output: { rule: payload(), only: 'JSONata' },
  },
};

/** What a rule is: one of these. */
const KINDS = ['And', 'Or', 'Not', 'Variable', 'Condition'];

/** `Choices`: the rules are tried in order; the first that holds decides. */
export const choices: Rule = list(choiceRule, { nonEmpty: true });

function choiceRule(value: Json, place: Place): void {
  object(topShape)(value, place);
  if (!isObject(value)) return;
  const kinds = KINDS.filter((name) => Object.hasOwn(value, name));
  if (kinds.length !== 1) {
    place.refuse(`The object must have only one of the following fields, [${KINDS.join(', ')}]`);
  } else if (place.language === 'JSONPath') oneTest(value, place);
}

function nestedRule(value: Json, place: Place): void {
  object(nestedShape)(value, place);
  if (isObject(value)) oneTest(value, place);
}

/** Exactly one of And, Or, Not and the comparisons; a comparison needs a Variable. */
function oneTest(value: JsonObject, place: Place): void {
  const tests = Object.keys(value).filter(
    (name) => compares(name) || Object.hasOwn(combinations, name),
  );
  const test = tests[0];
  if (test === undefined) place.refuse('A choice rule must have a comparison operator');
  else if (tests.length > 1) {
    place.refuse(`There should only be one of the following fields: [${tests.join(', ')}]`);
  } else if (compares(test) !== Object.hasOwn(value, 'Variable')) {
    place.refuse(
      compares(test)
        ? 'These fields are required: [Variable]'
        : `Field 'Variable' is not supported`,
    );
  }
}

function compares(operator: string): boolean {
  return Object.hasOwn(comparisons, operator);
}

function condition(value: Json, place: Place): void {
  if (isExpression(value)) jsonata()(value, place);
  else if (typeof value !== 'boolean') place.refuse('Expected value of type Boolean');
}
