import { isObject, type Json, type JsonObject } from '../../core/json.ts';
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
  return { ...given, States: Object.fromEntries(states) } as unknown as Branch;
}

/** Fills in QueryLanguage, reads Iterator as ItemProcessor, drops fields that say nothing. */
export function normalizeState(given: JsonObject, language: QueryLanguage): State {
  const { Iterator: legacy, ...state } = given;
  const processor = legacy ?? state.ItemProcessor;
  const normal: Record<string, unknown> = {
    QueryLanguage: language,
    ...Object.fromEntries(Object.entries(state).filter(([name, value]) => says(name, value))),
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

/** `End: false` is what a state without End is, and a null ResultSelector selects nothing. */
function says(name: string, value: Json): boolean {
  return !(name === 'End' && value === false) && !(name === 'ResultSelector' && value === null);
}
