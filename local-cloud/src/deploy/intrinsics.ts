import { UserError } from '../core/errors.ts';
import { isObject, type Json, type JsonObject, memberOf, setMember } from '../core/json.ts';
import type { Template } from './template.ts';

/** What a template's references stand for while it is being deployed. */
export interface Bindings {
  /** `Ref` of a resource, parameter or pseudo parameter; undefined: there is no such thing. */
  ref(name: string): Json | undefined;
  /** `Fn::GetAtt`; undefined: the resource has no such attribute. */
  attribute(logicalId: string, name: string): Json | undefined;
  readonly template: Template;
  /** Functions besides those of every template: the ones of Rules. */
  readonly functions?: Readonly<Record<string, Intrinsic>>;
}

/** A function of templates: its argument as it stands there, and what it gives. */
export type Intrinsic = (argument: Json, bindings: Bindings) => Resolved;

/** `AWS::NoValue`: the member it stands in is left out. */
const NO_VALUE = Symbol('AWS::NoValue');
export type Resolved = Json | typeof NO_VALUE;

/** `${Name}` or `${Resource.Attribute}`; `${!Literal}` is kept as `${Literal}`. */
const SUB_VARIABLE = /\$\{([^}]*)\}/g;

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
  return resolve(condition, bindings) === true;
}

/** The logical ids a value refers to, directly or inside `Fn::Sub` text. */
export function references(value: Json, found: Set<string> = new Set()): Set<string> {
  if (Array.isArray(value)) {
    for (const item of value) references(item, found);
  } else if (isObject(value)) {
    if (typeof value.Ref === 'string') found.add(value.Ref);
    const attribute = value['Fn::GetAtt'];
    if (attribute !== undefined) found.add(attributeOf(attribute)[0]);
    const sub = value['Fn::Sub'];
    if (sub !== undefined) addSubReferences(sub, found);
    for (const item of Object.values(value)) references(item, found);
  }
  return found;
}

function addSubReferences(sub: Json, found: Set<string>): void {
  const [text, own] = subOf(sub);
  for (const [, name] of text.matchAll(SUB_VARIABLE)) {
    if (name !== undefined && !name.startsWith('!') && !Object.hasOwn(own, name)) {
      found.add(name.split('.')[0]!);
    }
  }
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
  const [reference] = /\{\{resolve:[^}]*\}\}/.exec(String(value)) ?? [];
  if (typeof value !== 'string' || reference === undefined) return value;
  throw refused(`The local cloud does not serve the dynamic reference ${reference}`);
}

/** A policy condition is an object under `Condition` too: only its text form is the function. */
function isFunction(key: string): boolean {
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
    const value = bindings.ref(String(argument));
    if (value === undefined) throw refused(`Ref: there is no "${argument}" in the template`);
    return value;
  },
  'Fn::GetAtt': (argument, bindings) => getAttribute(attributeOf(argument), bindings),
  'Fn::Sub': (argument, bindings) => substitute(argument, bindings),
  'Fn::Join': (argument, bindings) => {
    const [separator, items] = list(argument, 'Fn::Join');
    return list(resolve(items!, bindings), 'Fn::Join').map(String).join(String(separator));
  },
  'Fn::Select': (argument, bindings) => {
    const [index, items] = list(argument, 'Fn::Select');
    const chosen = list(resolve(items!, bindings), 'Fn::Select')[Number(resolve(index!, bindings))];
    if (chosen === undefined) throw refused(`Fn::Select: there is no item ${index}`);
    return chosen;
  },
  'Fn::Split': (argument, bindings) => {
    const [separator, text] = list(argument, 'Fn::Split');
    return String(resolve(text!, bindings)).split(String(separator));
  },
  'Fn::If': (argument, bindings) => {
    const [condition, yes, no] = list(argument, 'Fn::If');
    return resolveValue(conditionHolds(String(condition), bindings) ? yes! : no!, bindings);
  },
  'Fn::Equals': (argument, bindings) => {
    const [a, b] = list(argument, 'Fn::Equals').map((item) => resolve(item, bindings));
    return String(a) === String(b);
  },
  'Fn::And': (argument, bindings) =>
    list(argument, 'Fn::And').every((item) => truth(item, bindings)),
  'Fn::Or': (argument, bindings) => list(argument, 'Fn::Or').some((item) => truth(item, bindings)),
  'Fn::Not': (argument, bindings) => !truth(list(argument, 'Fn::Not')[0]!, bindings),
  'Fn::GetAZs': (argument, bindings) => {
    const region = resolve(argument, bindings) || bindings.ref('AWS::Region');
    return ['a', 'b', 'c'].map((zone) => `${region}${zone}`);
  },
  'Fn::FindInMap': (argument, bindings) => {
    const [map, top, second] = list(argument, 'Fn::FindInMap').map((key) =>
      String(resolve(key, bindings)),
    );
    const tops = memberOf(bindings.template.Mappings, map!) ?? {};
    const found = memberOf(memberOf(tops, top!) ?? {}, second!);
    if (found === undefined) throw refused(`Fn::FindInMap: no ${map}.${top}.${second}`);
    return found;
  },
  'Fn::Base64': (argument, bindings) =>
    Buffer.from(String(resolve(argument, bindings))).toString('base64'),
};

function truth(value: Json, bindings: Bindings): boolean {
  if (isObject(value) && typeof value.Condition === 'string') {
    return conditionHolds(value.Condition, bindings);
  }
  return resolve(value, bindings) === true;
}

function substitute(argument: Json, bindings: Bindings): string {
  const [text, own] = subOf(argument);
  return text.replace(SUB_VARIABLE, (_all, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    const given = memberOf(own, name);
    if (given !== undefined) return String(resolve(given, bindings));
    if (name.includes('.')) return String(getAttribute(attributeOf(name), bindings));
    const value = bindings.ref(name);
    if (value === undefined) throw refused(`Fn::Sub: there is no "${name}" in the template`);
    return String(value);
  });
}

function getAttribute([logicalId, name]: [string, string], bindings: Bindings): Json {
  const value = bindings.attribute(logicalId, name);
  if (value === undefined) {
    throw refused(`Fn::GetAtt: "${logicalId}" has no attribute "${name}" in the local cloud`);
  }
  return value;
}

function attributeOf(argument: Json): [string, string] {
  const parts = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
  return [parts[0] ?? '', parts.slice(1).join('.')];
}

function subOf(argument: Json): [string, JsonObject] {
  if (typeof argument === 'string') return [argument, {}];
  const [text, own] = list(argument, 'Fn::Sub');
  return [String(text), isObject(own) ? own : {}];
}

/** @throws UserError for anything but a list */
export function list(value: Json, name: string): Json[] {
  if (!Array.isArray(value)) throw refused(`${name} takes a list, not ${JSON.stringify(value)}`);
  return value;
}

function refused(what: string): UserError {
  return new UserError(what);
}
