import type { Json, JsonObject } from '../core/json.ts';
import { compareNumbers, isNumber, readJson } from '../core/json-number.ts';
import type { ChoiceState, QueryLanguage, Results } from '../stepfunctions/language/definition.ts';
import type { Left } from './trace.ts';

interface Way extends Results {
  readonly part: string;
  readonly Next: string;
}

/** Which rules may have been taken out of a Choice; one, if the history tells. */
export function rulesFor(state: ChoiceState, left: Left): string[] {
  const ways = waysOf(state).filter(({ Next }) => Next === left.next);
  const fitting = ways.length > 1 ? ways.filter((way) => agrees(state, way, left)) : ways;
  return fitting.map(({ part }) => part);
}

/** Recorded: the state's own Assign and Output are those of its Default. */
function waysOf({ Choices, Default, Assign, Output }: ChoiceState): Way[] {
  const rules = Choices.map((rule, index): Way => {
    return { part: `Choices[${index}]`, Next: rule.Next, ...results(rule) };
  });
  if (Default === undefined) return rules;
  return [...rules, { part: 'Default', Next: Default, ...results({ Assign, Output }) }];
}

function results({
  Assign,
  Output,
}: {
  Assign?: JsonObject | undefined;
  Output?: Json | undefined;
}) {
  return { ...(Assign !== undefined && { Assign }), ...(Output !== undefined && { Output }) };
}

/** Whether the data in the history could come of this way; a history without data denies nothing. */
function agrees({ QueryLanguage }: ChoiceState, way: Way, { entered, exited }: Left): boolean {
  const { output, assignedVariables = {} } = exited.details;
  const { input } = entered.details;
  if (typeof output !== 'string' || typeof input !== 'string') return true;
  const assigned = Object.entries(assignedVariables as Record<string, string>).map(
    ([name, text]) => [name, readJson(text)] as const,
  );
  if (!fits(way.Assign ?? {}, Object.fromEntries(assigned), QueryLanguage)) return false;
  if (QueryLanguage === 'JSONPath') return true;
  const template = way.Output ?? readJson(input);
  return fits(template, readJson(output), QueryLanguage);
}

/** Whether a template can give a value: an expression gives any, all else itself. */
function fits(template: Json, value: Json, language: QueryLanguage): boolean {
  if (typeof template === 'string') {
    return (language === 'JSONata' && template.startsWith('{%')) || template === value;
  }
  if (isNumber(template)) return isNumber(value) && compareNumbers(template, value) === 0;
  if (template === null || typeof template !== 'object') return template === value;
  if (value === null || typeof value !== 'object') return false;
  if (Array.isArray(template) !== Array.isArray(value)) return false;
  const members = Object.entries(template as JsonObject);
  return (
    members.length === Object.keys(value).length &&
    members.every(([name, inner]) => memberFits(name, inner, value as JsonObject, language))
  );
}

/** In JSONPath, `name.$` is where `name` comes from. */
function memberFits(name: string, inner: Json, value: JsonObject, language: QueryLanguage) {
  if (language === 'JSONPath' && name.endsWith('.$'))
    return Object.hasOwn(value, name.slice(0, -2));
  return Object.hasOwn(value, name) && fits(inner, value[name]!, language);
}
