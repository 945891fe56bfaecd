import { type JsonObject, memberOf, setMember } from '../../../core/json.ts';
import { isNumber } from '../../../core/json-number.ts';
import { Budget, MappingError } from './budget.ts';
import { Evaluation } from './evaluate.ts';
import { Input } from './input.ts';
import type { Template } from './nodes.ts';
import { parseTemplate } from './parse-template.ts';
import { Util } from './util.ts';
import { copied, isMap, itemsOf, Tool, type Value, type ValueMap } from './values.ts';
import { textOf } from './write-value.ts';

export { MappingError };

export interface MappingInput {
  /** The payload as text: of a request, or of what the integration answered. */
  readonly body: string;
  /** `$input.params()`: decoded, header names as they came. In answers the request's. */
  readonly params: {
    readonly path: Readonly<Record<string, string>>;
    readonly querystring: Readonly<Record<string, string>>;
    readonly header: Readonly<Record<string, string>>;
  };
  /**
   * `$context`, as a tree: requestId, httpMethod, identity.sourceIp, ... An answer's template sees, as
   * its requestOverride and responseOverride, what the request's template has set (recorded).
   */
  readonly context: JsonObject;
  readonly stageVariables: Readonly<Record<string, string>>;
}

export interface Mapped {
  readonly text: string;
  /** What `#set($context.responseOverride.status = 400)` and the like have set. */
  readonly overrides: {
    readonly request: {
      readonly header: Record<string, string>;
      readonly querystring: Record<string, string>;
      readonly path: Record<string, string>;
    };
    readonly response: { readonly header: Record<string, string>; readonly status?: number };
  };
}

/**
 * Renders a mapping template of a REST API: Apache's Velocity Template Language 1.7, with `$input`,
 * `$context`, `$stageVariables` and `$util`. Nothing of a template is kept from one rendering to another.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings.html
 *
 * @throws MappingError for what cannot be parsed or goes beyond its bounds
 */
export function renderTemplate(template: string, input: MappingInput): Mapped {
  const { nodes, macros } = parsed(template);
  const budget = new Budget();
  const context = contextOf(input.context);
  const variables = new Map<string, Value>([
    ['input', new Tool(new Input(input, budget))],
    ['util', new Tool(new Util(budget))],
    ['context', context],
    ['stageVariables', { ...input.stageVariables }],
  ]);
  try {
    const text = new Evaluation(budget, macros, variables).text(nodes);
    return { text, overrides: overridesOf(context, budget) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new MappingError('A value is nested too deeply', { cause: error });
  }
}

/** Requests come again and again to a few templates. */
const MOST_PARSED = 100;
const templates = new Map<string, Template>();

function parsed(template: string): Template {
  const known = templates.get(template);
  if (known !== undefined) return known;
  const fresh = parseTemplate(template);
  const oldest = templates.keys().next();
  if (templates.size === MOST_PARSED && !oldest.done) templates.delete(oldest.value);
  templates.set(template, fresh);
  return fresh;
}

const REQUEST = ['header', 'querystring', 'path'] as const;

/** A copy of `$context` with the maps of which `#set` sets members, where they are not there yet. */
function contextOf(context: ValueMap): ValueMap {
  const copy = copied(context) as ValueMap;
  const request = mapIn(copy, 'requestOverride');
  for (const name of REQUEST) mapIn(request, name);
  mapIn(mapIn(copy, 'responseOverride'), 'header');
  return copy;
}

/**
 * What the context's overrides are. The values of a list stand in one header, with commas between them.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
 */
function overridesOf(context: ValueMap, budget: Budget): Mapped['overrides'] {
  const request = mapIn(context, 'requestOverride');
  const response = mapIn(context, 'responseOverride');
  const texts = (map: ValueMap, name: string) => textsIn(mapIn(map, name), budget);
  const status = numberOf(memberOf(response, 'status') ?? null);
  return {
    request: {
      header: texts(request, 'header'),
      querystring: texts(request, 'querystring'),
      path: texts(request, 'path'),
    },
    response: { header: texts(response, 'header'), ...(status !== undefined && { status }) },
  };
}

function mapIn(map: ValueMap, name: string): ValueMap {
  const value = memberOf(map, name) ?? null;
  if (isMap(value)) return value;
  const made: ValueMap = {};
  setMember(map, name, made);
  return made;
}

function textsIn(map: ValueMap, budget: Budget): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(map)) {
    const parts = (itemsOf(value) ?? [value]).map((part) => textOf(part ?? '', budget));
    setMember(texts, name, parts.join(','));
  }
  return texts;
}

/** `400` or `"400"`; nothing that is no status overrides one. */
function numberOf(value: Value): number | undefined {
  const number = isNumber(value) || typeof value === 'string' ? Number(value) : 0;
  return Number.isInteger(number) && number >= 100 && number <= 599 ? number : undefined;
}
