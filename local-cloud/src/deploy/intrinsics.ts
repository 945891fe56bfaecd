import { didYouMean } from '../core/closest.ts';
import { UserError } from '../core/errors.ts';
import { isObject, type Json, type JsonObject, memberOf, setMember } from '../core/json.ts';
import { JsonNumber } from '../core/json-number.ts';
import type { Evaluation } from './evaluation.ts';
import type { Template } from './template.ts';

/** What a template's references stand for while it is being deployed. */
export interface Bindings {
  /** `Ref` of a resource, parameter or pseudo parameter; undefined: there is no such thing. */
  ref(name: string): Json | undefined;
  /** `Fn::GetAtt`; undefined: the resource has no such attribute. */
  attribute(logicalId: string, name: string): Json | undefined;
  /** The names of the attributes that a resource has. */
  attributes(logicalId: string): readonly string[];
  readonly template: Template;
  readonly evaluation: Evaluation;
  /** Functions besides those of every template: the ones of Rules. */
  readonly functions?: Readonly<Record<string, Intrinsic>>;
  /** The conditions that are being asked for, each by the one before. */
  readonly asked?: readonly string[];
}

/** A function of templates: its argument as it stands there, and what it gives. */
export type Intrinsic = (argument: Json, bindings: Bindings) => Resolved;

/** `AWS::NoValue`: the member it stands in is left out. */
const NO_VALUE = Symbol('AWS::NoValue');
export type Resolved = Json | typeof NO_VALUE;

/** `${Name}` or `${Resource.Attribute}`; `${!Literal}` is kept as `${Literal}`. */
export const SUB_VARIABLE = /\$\{([^}]*)\}/g;

/** Behind the last bracket there is no variable: it is not searched from each that opens. */
export function partsOf(text: string): [searched: string, rest: string] {
  const end = text.lastIndexOf('}') + 1;
  return [text.slice(0, end), text.slice(end)];
}

/**
 * Resolves a template value: Ref, GetAtt, Sub, Join, Select, Split, If, Equals, And, Or, Not,
 * FindInMap, GetAZs and Base64. Another `Fn::`, and a dynamic reference, is refused by name.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function resolve(value: Json, bindings: Bindings): Json {
  const resolved = resolveValue(value, bindings);
  return resolved === NO_VALUE ? null : resolved;
}

/** Whether the named condition of the template holds; without a name it does. */
export function conditionHolds(name: string | undefined, bindings: Bindings): boolean {
  if (name === undefined) return true;
  const condition = memberOf(bindings.template.Conditions, name);
  if (condition === undefined) throw refused(`The condition "${name}" is not in the template`);
  const { asked = [], evaluation } = bindings;
  if (asked.includes(name)) {
    throw refused(`The conditions ${[...asked, name].join(' -> ')} lead to themselves`);
  }
  evaluation.checkDepth(asked);
  const known = evaluation.conditions.get(name);
  if (known !== undefined) return known;
  const holds = truth(condition, asking(name, bindings));
  evaluation.conditions.set(name, holds);
  return holds;
}

function asking(name: string, bindings: Bindings): Bindings {
  const { template, evaluation, functions, asked = [] } = bindings;
  return {
    template,
    evaluation,
    ...(functions && { functions }),
    asked: [...asked, name],
    ref: (of) => bindings.ref(of),
    attribute: (logicalId, of) => bindings.attribute(logicalId, of),
    attributes: (logicalId) => bindings.attributes(logicalId),
  };
}

function resolveValue(value: Json, bindings: Bindings): Resolved {
  if (Array.isArray(value)) {
    return value.map((item) => resolveValue(item, bindings)).filter((item) => item !== NO_VALUE);
  }
  if (!isObject(value)) return withoutDynamicReference(value);
  const [key, ...others] = Object.keys(value);
  if (key !== undefined && others.length === 0 && isFunction(key)) {
    return call(key, value[key]!, bindings);
  }
  const out: JsonObject = {};
  for (const [name, member] of Object.entries(value)) {
    const resolved = resolveValue(member, bindings);
    if (resolved !== NO_VALUE) setMember(out, name, resolved);
  }
  return out;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html */
function withoutDynamicReference(value: Json): Json {
  const reference = typeof value === 'string' ? dynamicReference(value) : undefined;
  if (reference === undefined) return value;
  throw refused(`The local cloud does not serve the dynamic reference ${reference}`);
}

function dynamicReference(text: string): string | undefined {
  const start = text.indexOf('{{resolve:');
  const end = text.indexOf('}}', start);
  return start < 0 || end < 0 ? undefined : text.slice(start, end + 2);
}

/** A policy condition is an object under `Condition` too: only its text form is the function. */
export function isFunction(key: string): boolean {
  return key === 'Ref' || key.startsWith('Fn::');
}

function call(name: string, argument: Json, bindings: Bindings): Resolved {
  const fn = FUNCTIONS[name] ?? bindings.functions?.[name];
  if (fn === undefined) throw refused(`The local cloud does not serve the function ${name}`);
  return fn(argument, bindings);
}

const FUNCTIONS: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, bindings) => {
    if (argument === 'AWS::NoValue') return NO_VALUE;
    const name = textOf(argument, 'Ref');
    const value = bindings.ref(name);
    if (value === undefined) throw refused(`Ref: there is no "${name}" in the template`);
    return value;
  },
  'Fn::GetAtt': (argument, bindings) => {
    for (const part of [argument].flat()) textOf(part, 'Fn::GetAtt');
    return getAttribute('Fn::GetAtt', attributeOf(argument), bindings);
  },
  'Fn::Sub': (argument, bindings) => substitute(argument, bindings),
  'Fn::Join': (argument, bindings) => {
    const [given, items] = list(argument, 'Fn::Join', 2);
    const separator = textOf(given!, 'Fn::Join');
    const texts = list(resolve(items!, bindings), 'Fn::Join').map((item) =>
      textOf(item, 'Fn::Join'),
    );
    bindings.evaluation.add(texts.reduce((sum, text) => sum + text.length + separator.length, 0));
    return texts.join(separator);
  },
  'Fn::Select': (argument, bindings) => {
    const [given, items] = list(argument, 'Fn::Select', 2);
    const index = textOf(resolve(given!, bindings), 'Fn::Select');
    const chosen = list(resolve(items!, bindings), 'Fn::Select')[Number(index)];
    if (chosen === undefined) throw refused(`Fn::Select: there is no item ${index}`);
    return chosen;
  },
  'Fn::Split': (argument, bindings) => {
    const [separator, text] = list(argument, 'Fn::Split', 2);
    const whole = textOf(resolve(text!, bindings), 'Fn::Split');
    bindings.evaluation.add(whole.length);
    return whole.split(textOf(separator!, 'Fn::Split'));
  },
  'Fn::If': (argument, bindings) => {
    const [condition, yes, no] = list(argument, 'Fn::If', 3);
    const holds = conditionHolds(textOf(condition!, 'Fn::If'), bindings);
    return resolveValue(holds ? yes! : no!, bindings);
  },
  'Fn::Equals': (argument, bindings) => {
    const [a, b] = list(argument, 'Fn::Equals', 2).map((item) => resolve(item, bindings));
    return textOf(a!, 'Fn::Equals') === textOf(b!, 'Fn::Equals');
  },
  'Fn::And': (argument, bindings) =>
    list(argument, 'Fn::And').every((item) => truth(item, bindings)),
  'Fn::Or': (argument, bindings) => list(argument, 'Fn::Or').some((item) => truth(item, bindings)),
  'Fn::Not': (argument, bindings) => !truth(list(argument, 'Fn::Not', 1)[0]!, bindings),
  'Fn::GetAZs': (argument, bindings) => {
    const region = textOf(resolve(argument, bindings), 'Fn::GetAZs') || bindings.ref('AWS::Region');
    return ['a', 'b', 'c'].map((zone) => `${region}${zone}`);
  },
  'Fn::FindInMap': (argument, bindings) => {
    const [map, top, second] = list(argument, 'Fn::FindInMap', 3).map((key) =>
      textOf(resolve(key, bindings), 'Fn::FindInMap'),
    );
    const tops = memberOf(bindings.template.Mappings, map!) ?? {};
    const found = memberOf(memberOf(tops, top!) ?? {}, second!);
    if (found === undefined) throw refused(`Fn::FindInMap: no ${map}.${top}.${second}`);
    return found;
  },
  'Fn::Base64': (argument, bindings) => {
    const text = textOf(resolve(argument, bindings), 'Fn::Base64');
    bindings.evaluation.add(2 * text.length);
    return Buffer.from(text).toString('base64');
  },
};

function truth(value: Json, bindings: Bindings): boolean {
  if (isObject(value) && typeof value.Condition === 'string') {
    return conditionHolds(value.Condition, bindings);
  }
  return resolve(value, bindings) === true;
}

function substitute(argument: Json, bindings: Bindings): string {
  const [text, own] = subOf(argument);
  const [searched, rest] = partsOf(text);
  const known = new Map<string, string>();
  bindings.evaluation.add(text.length);
  const value = (name: string): string => {
    const found = known.get(name) ?? substituted(name, own, bindings);
    known.set(name, found);
    bindings.evaluation.add(found.length);
    return found;
  };
  return searched.replace(SUB_VARIABLE, (_all, name: string) => value(name)) + rest;
}

function substituted(name: string, own: JsonObject, bindings: Bindings): string {
  if (name.startsWith('!')) return `\${${name.slice(1)}}`;
  const given = memberOf(own, name);
  if (given !== undefined) return textOf(resolve(given, bindings), 'Fn::Sub');
  if (name.includes('.')) return String(getAttribute('Fn::Sub', attributeOf(name), bindings));
  const value = bindings.ref(name);
  if (value === undefined) throw refused(`Fn::Sub: there is no "${name}" in the template`);
  return textOf(value, 'Fn::Sub');
}

function getAttribute(fn: string, [logicalId, name]: [string, string], bindings: Bindings): Json {
  const value = bindings.attribute(logicalId, name);
  if (value === undefined) {
    const names = bindings.attributes(logicalId);
    throw new UserError(`${fn}: "${logicalId}" has no attribute "${name}" in the local cloud`, {
      why: `${didYouMean(name, names)}It has ${[...names].sort().join(', ') || 'none'}.`,
    });
  }
  return value;
}

/** The logical id and the attribute that `Fn::GetAtt` names. */
export function attributeOf(argument: Json): [string, string] {
  const parts = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
  return [parts[0] ?? '', parts.slice(1).join('.')];
}

/** The text of `Fn::Sub`, and what it says of names itself. */
export function subOf(argument: Json): [string, JsonObject] {
  if (typeof argument === 'string') return [argument, {}];
  const [text = null, own = {}] = list(argument, 'Fn::Sub');
  if (!isObject(own)) throw refused(`Fn::Sub takes names and values, not ${shown(own)}`);
  return [textOf(text, 'Fn::Sub'), own];
}

/** @throws UserError for anything but a list, of so many items if that is said */
export function list(value: Json, name: string, count?: number): Json[] {
  if (!Array.isArray(value)) throw refused(`${name} takes a list, not ${shown(value)}`);
  if (count !== undefined && value.length !== count) {
    throw refused(`${name} takes ${count} items, not ${value.length}: ${shown(value)}`);
  }
  return value;
}

/** A text, or a number or boolean as one. Throws a UserError for anything else. */
function textOf(value: Json, name: string): string {
  if (typeof value !== 'object' || value instanceof JsonNumber) return String(value);
  throw refused(`${name} takes a text, not ${shown(value)}`);
}

/** A value as JSON, its beginning alone where it is long. */
function shown(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}

function refused(what: string): UserError {
  return new UserError(what);
}
