import { DEEPEST } from '../../../core/json.ts';
import { JsonNumber } from '../../../core/json-number.ts';
import { type Budget, COST, MappingError } from './budget.ts';
import { spendJson } from './json-size.ts';
import {
  Block,
  Entry,
  isMap,
  itemsOf,
  membersOf,
  Tool,
  type Value,
  type ValueMap,
} from './values.ts';

/**
 * A value as Java's toString writes it. Recorded: an object of a payload is `{foo=bar}`, a list of one is
 * JSON, with all that is in it: `{list=[{"foo":"bar"}]}`. (They are a LinkedHashMap and a JSONArray: what
 * json-smart makes for Jayway JsonPath.) A list that a template makes is an ArrayList: `[a, b]`.
 * Recorded in localstack's tests/aws/services/apigateway/test_apigateway_common.snapshot.json.
 * Throws MappingError for more than the budget.
 */
export function textOf(value: Value, budget: Budget): string {
  if (typeof value === 'string') return value;
  return new Writer(budget).written((writer) => writer.java(value));
}

/** A value as the name of a member: V8 computes a hash of it. Throws MappingError. */
export function nameOf(value: Value, budget: Budget): string {
  const name = textOf(value, budget);
  budget.spend(COST.name * name.length, 'names of members');
  return name;
}

/** A value as JSON. Throws MappingError for more than the budget. */
export function jsonOf(value: Value, budget: Budget): string {
  return new Writer(budget).written((writer) => writer.json(value));
}

/** The same for what is a payload still: no template can have changed it. Throws as jsonOf. */
export function payloadJson(value: Value, budget: Budget): string {
  const text = JSON.stringify(value);
  budget.spend(COST.quoted * Buffer.byteLength(text));
  if (typeof value === 'object') spendJson(text, budget);
  return text;
}

class Writer {
  readonly #budget: Budget;
  #text = '';
  #depth = 0;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  written(write: (writer: Writer) => void): string {
    write(this);
    return this.#text;
  }

  java(value: Value): void {
    this.#budget.spend(COST.value, 'values');
    if (Array.isArray(value)) this.json(value);
    else if (value instanceof Block) this.#add(Block.text(value));
    else if (typeof value !== 'object' || value === null) this.#add(String(value));
    else if (value instanceof JsonNumber) this.#add(value.toString());
    else if (value instanceof Entry) this.#javaMember(Entry.member(value));
    else if (value instanceof Tool) return;
    else if (isMap(value)) this.#members(value, ', ', (member) => this.#javaMember(member));
    else this.#all('[', itemsOf(value) ?? [], ', ', (item) => this.java(item), ']');
  }

  json(value: Value): void {
    this.#budget.spend(COST.value, 'values');
    const items = itemsOf(value);
    if (items !== undefined) this.#all('[', items, ',', (item) => this.json(item), ']');
    else if (isMap(value)) this.#members(value, ',', (member) => this.#jsonMember(member));
    else if (value instanceof Block) this.#add(JSON.stringify(Block.text(value)));
    else if (value instanceof JsonNumber) this.#add(value.toString());
    else if (value instanceof Entry) {
      this.#all('{', [Entry.member(value)], ',', (member) => this.#jsonMember(member), '}');
    } else if (value instanceof Tool) this.#add('null');
    else this.#add(JSON.stringify(value));
  }

  #javaMember([name, value]: readonly [string, Value]): void {
    this.#add(`${name}=`);
    this.java(value);
  }

  #jsonMember([name, value]: readonly [string, Value]): void {
    this.#add(`${JSON.stringify(name)}:`);
    this.json(value);
  }

  #members(
    map: ValueMap,
    between: string,
    write: (member: readonly [string, Value]) => void,
  ): void {
    this.#all('{', membersOf(map, this.#budget), between, write, '}');
  }

  /** A list may have itself as an item. */
  #all<Part>(
    start: string,
    parts: readonly Part[],
    between: string,
    write: (part: Part) => void,
    end: string,
  ): void {
    if (this.#depth > DEEPEST) {
      throw new MappingError(`A value is nested deeper than ${DEEPEST} levels`);
    }
    this.#depth += 1;
    this.#add(start);
    for (const [index, part] of parts.entries()) {
      if (index > 0) this.#add(between);
      write(part);
    }
    this.#add(end);
    this.#depth -= 1;
  }

  #add(text: string): void {
    this.#budget.spend(text.length);
    this.#text += text;
  }
}
