import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { JsonNumber } from '../../core/json-number.ts';
import type { Branch, Definition, ItemProcessor, QueryLanguage, State } from './definition.ts';

/** A valid definition as the engine wants it; what was given is not touched. */
export function normalizeDefinition(given: JsonObject): Definition {
  const language = (given.QueryLanguage as QueryLanguage | undefined) ?? 'JSONPath';
  return { ...normalizeBranch(given, language), QueryLanguage: language };
}

function normalizeBranch(given: JsonObject, language: QueryLanguage): Branch {
  const states = Object.entries(given.States as JsonObject).map(
    ([name, state]) => [name, normalizeState(state as JsonObject, language)] as const,
  );
  // Entries, not a literal: a state may be called __proto__.
  return { ...settings(given), States: Object.fromEntries(states) } as unknown as Branch;
}

/** Fills in QueryLanguage, reads Iterator as ItemProcessor, drops fields that say nothing. */
export function normalizeState(given: JsonObject, language: QueryLanguage): State {
  const { Iterator: legacy, ...state } = given;
  const processor = legacy ?? state.ItemProcessor;
  const telling = Object.entries(state).filter(([name, value]) => says(name, value));
  const normal: Record<string, unknown> = {
    QueryLanguage: language,
    ...settings(Object.fromEntries(telling)),
  };
  if (Array.isArray(state.Branches)) {
    normal.Branches = state.Branches.map((branch) =>
      normalizeBranch(branch as JsonObject, language),
    );
  }
  if (isObject(processor)) {
    normal.ItemProcessor = normalizeBranch(processor, language) as ItemProcessor;
    if (legacy !== undefined) normal.legacyIterator = true;
  }
  return normal as unknown as State;
}

/** What is no number of the machine's own, but data, or has states in it. */
const OTHERS: ReadonlySet<string> = new Set([
  ...['Parameters', 'Arguments', 'ResultSelector', 'ItemSelector', 'BatchInput', 'Items'],
  ...['Result', 'Output', 'Assign', 'States', 'Branches', 'ItemProcessor'],
]);

/** Settings with numbers as the engine counts: a `BackoffRate` of 2.0 is 2. */
function settings(given: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, OTHERS.has(name) ? value : setting(value)]),
  );
}

function setting(value: Json): Json {
  if (value instanceof JsonNumber) return typeof value.exact === 'bigint' ? value : value.exact;
  if (Array.isArray(value)) return value.map(setting);
  return isObject(value) ? settings(value) : value;
}

/** `End: false` is what a state without End is, and a null ResultSelector selects nothing. */
function says(name: string, value: Json): boolean {
  return !(name === 'End' && value === false) && !(name === 'ResultSelector' && value === null);
}
