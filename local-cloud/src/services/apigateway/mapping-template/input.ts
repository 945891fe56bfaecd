import { type Json, memberOf } from '../../../core/json.ts';
import { readJson } from '../../../core/json-number.ts';
import { JsonPathError, JsonPaths } from '../../../stepfunctions/query/json-paths.ts';
import { type Budget, COST, MappingError } from './budget.ts';
import { isObjectOrList, isOtherJson, spendJson } from './json-size.ts';
import type { MappingInput } from './render.ts';
import { type Functions, membersOf, type Value, type ValueMap } from './values.ts';
import { jsonOf, payloadJson, textOf } from './write-value.ts';

const LONGEST_PATH = 10_000;
/** It matches a regular expression, or writes all that it leads to in order to say why it does not. */
const TAKES_LONG = /=~|,/;

/**
 * `$input`: the payload and the parameters. Recorded, in localstack's
 * tests/aws/services/apigateway/test_apigateway_common.snapshot.json: an empty payload is `{}`. What a path
 * does not find is nothing to `path`, and an empty JSON text to `json`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export class Input implements Functions {
  readonly #body: string;
  readonly #params: MappingInput['params'];
  readonly #budget: Budget;
  readonly #paths = new JsonPaths();
  /** Whether the template may have changed the payload. */
  #isShared = false;
  #payload: { readonly value: Value } | undefined;

  constructor({ body, params }: MappingInput, budget: Budget) {
    this.#body = body === '' ? '{}' : body;
    this.#params = params;
    this.#budget = budget;
  }

  property(name: string): Value | undefined {
    return name === 'body' ? this.#body : undefined;
  }

  call(method: string, args: readonly Value[]): Value | undefined {
    if (method === 'params' && args.length === 0) return this.#allParams();
    if (args.length !== 1) return undefined;
    const text = textOf(args[0]!, this.#budget);
    if (method === 'params') return this.#param(text);
    if (method === 'path') return this.#path(text);
    return method === 'json' ? this.#json(text) : undefined;
  }

  #path(path: string): Value | undefined {
    const value = this.#find(path);
    this.#isShared ||= typeof value === 'object';
    return value;
  }

  #json(path: string): string {
    const found = this.#find(path);
    const value = found === undefined ? '' : found;
    return this.#isShared ? jsonOf(value, this.#budget) : payloadJson(value, this.#budget);
  }

  /** Undefined where the path leads nowhere. */
  #find(path: string): Value | undefined {
    this.#budget.step();
    this.#payload ??= { value: readPayload(this.#body, this.#budget) };
    const { value } = this.#payload;
    if (path.length > LONGEST_PATH) {
      throw new MappingError(`A JSONPath of more than ${LONGEST_PATH} characters`);
    }
    this.#budget.spend(COST.pattern * path.length, 'paths');
    const find = () => this.#paths.find((value ?? '') as Json, path);
    try {
      const found = TAKES_LONG.test(path) ? this.#budget.match(find) : find();
      if (value !== null) return found;
      // Of null a path finds what it finds of a text: all or nothing.
      return found === '' ? null : undefined;
    } catch (error) {
      if (error instanceof JsonPathError) throw new MappingError(error.message, { cause: error });
      if (!(error instanceof TypeError)) throw error;
      // A payload that the template has made a part of itself: it cannot be written.
      throw new MappingError(`JSONPath ${path}: ${error.message}`, { cause: error });
    }
  }

  /** Searched in this order, as AWS says. */
  #param(name: string): string {
    const { path, querystring, header } = this.#params;
    return memberOf(path, name) ?? memberOf(querystring, name) ?? memberOf(header, name) ?? '';
  }

  #allParams(): ValueMap {
    const { path, querystring, header } = this.#params;
    const copy = (map: Readonly<Record<string, string>>) => {
      const members = membersOf(map, this.#budget);
      this.#budget.spend(COST.copiedMember * members.length, 'members of objects');
      return Object.fromEntries(members);
    };
    return { path: copy(path), querystring: copy(querystring), header: copy(header) };
  }
}

/**
 * A JSON text, or a text that is none as it stands: json-smart takes it for a text without quotation
 * marks, and templates for forms rely on it (`$input.path('$').split('&')`).
 * Throws MappingError for an object or list that is no JSON.
 */
export function readPayload(text: string, budget: Budget): Value {
  budget.spend(text.length);
  const isLarge = isObjectOrList(text);
  if (isLarge) spendJson(text, budget);
  else if (!isOtherJson(text)) return text;
  try {
    return readJson(text);
  } catch (error) {
    if (!isLarge) return text;
    throw new MappingError(`What begins with ${text.trim().slice(0, 40)} is no JSON`, {
      cause: error,
    });
  }
}
