import { isObject, type Json, type JsonObject, setMember } from '../../core/json.ts';

/**
 * Which variables each state refers to, in the order of the alphabet: `variableReferences` of
 * DescribeStateMachine (recorded). Undefined when no state refers to one.
 */
export function variableReferences(definition: JsonObject): Record<string, string[]> | undefined {
  const states = statesOf(definition, String(definition.QueryLanguage ?? 'JSONPath'));
  const assigned = new Set(states.flatMap(({ state }) => assignedBy(state)));
  const references: Record<string, string[]> = {};
  for (const { name, state, language } of states) {
    const found = [...new Set(expressions(state, language).flatMap(variables))]
      .filter((variable) => assigned.has(variable))
      .sort();
    if (found.length > 0) setMember(references, name, found);
  }
  return Object.keys(references).length > 0 ? references : undefined;
}

interface NamedState {
  readonly name: string;
  readonly state: JsonObject;
  readonly language: string;
}

/** All states, those of branches and item processors included, after the state they are in. */
function statesOf(
  branch: JsonObject,
  inherited: string,
  found: NamedState[] = [],
): readonly NamedState[] {
  for (const [name, state] of Object.entries(branch.States ?? {})) {
    if (!isObject(state)) continue;
    found.push({ name, state, language: String(state.QueryLanguage ?? inherited) });
    const nested = [state.ItemProcessor, state.Iterator, ...asList(state.Branches)];
    for (const inner of nested) if (isObject(inner)) statesOf(inner, inherited, found);
  }
  return found;
}

function assignedBy(state: JsonObject): string[] {
  const catchers = [...asList(state.Catch), ...asList(state.Choices)].filter(isObject);
  return [state, ...catchers].flatMap(({ Assign }) =>
    isObject(Assign) ? Object.keys(Assign).map((field) => field.replace(/\.\$$/, '')) : [],
  );
}

const NESTED = new Set(['Branches', 'ItemProcessor', 'Iterator']);
const JSONATA = /^\{%(.*)%\}$/s;

/** The texts that are evaluated: JSONata in `{% %}`, paths and intrinsic functions. */
function expressions(value: Json, language: string, field = '', found: string[] = []): string[] {
  if (typeof value === 'string') {
    if (language !== 'JSONata') {
      if (/(\.\$|Path|^Variable)$/.test(field)) found.push(value);
    } else if (JSONATA.test(value)) found.push(value.slice(2, -2));
  } else if (Array.isArray(value)) {
    for (const item of value) expressions(item, language, field, found);
  } else if (isObject(value)) {
    for (const [name, content] of Object.entries(value)) {
      if (!NESTED.has(name)) expressions(content, language, name, found);
    }
  }
  return found;
}

/** `$name`, but neither `$.path`, `$$`, nor what stands in quotes. */
function variables(expression: string): string[] {
  const code = expression.replace(/'(?:[^'\\]|\\.)*(?:'|$)|"(?:[^"\\]|\\.)*(?:"|$)/gs, '');
  return [...code.matchAll(/(?<!\$)\$(\p{ID_Start}\p{ID_Continue}*)/gu)].map((match) => match[1]!);
}

function asList(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
