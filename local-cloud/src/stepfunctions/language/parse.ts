import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { atOnce, type Steps } from '../../core/turns.ts';
import type { Definition, QueryLanguage, State } from './definition.ts';
import { DefinitionError, type Diagnostic, MOST_PROBLEMS, told } from './diagnostics.ts';
import { parseJsonText } from './json-text.ts';
import { normalizeDefinition, normalizeState } from './normalize.ts';
import {
  type Dialect,
  ENOUGH,
  Findings,
  type KnownOperations,
  type MachineType,
  Place,
  type Stage,
} from './place.ts';
import { machine, state } from './states.ts';
import { checkTransitions } from './transitions.ts';
import { reusedVariables } from './variables.ts';

export interface ParseOptions {
  /** STANDARD unless told. */
  readonly type?: MachineType;
  /** DEPLOYED unless told: a Resource is an ARN that Step Functions knows. */
  readonly stage?: Stage;
  /** Unless told, the operations of `aws-sdk` and the names of parameters are not checked. */
  readonly operations?: KnownOperations;
}

/** 1 MB; CreateStateMachine refuses longer ones before it looks inside. */
export const MAX_DEFINITION_LENGTH = 1_048_576;

/**
 * Amazon States Language text to a typed, normalised definition.
 * @throws DefinitionError with AWS's own message and locations.
 */
export function parseDefinition(text: string, options: ParseOptions = {}): Definition {
  return atOnce(parsing(text, options));
}

/** The same in steps, none of which takes long for the longest definition. */
export function* parsing(text: string, options: ParseOptions = {}): Steps<Definition> {
  const { definition, diagnostics } = yield* review(text, options);
  const errors = diagnostics.filter(({ severity }) => severity === 'ERROR');
  if (!definition || errors.length > 0) throw new DefinitionError(errors);
  return definition;
}

export interface ValidationOptions extends ParseOptions {
  /** The least severity to report; ERROR unless told. */
  readonly severity?: 'ERROR' | 'WARNING';
  /** 1 to 100; 100 where absent or 0. */
  readonly maxResults?: number;
}

export interface ValidationResult {
  readonly result: 'OK' | 'FAIL';
  readonly diagnostics: readonly Diagnostic[];
  /** More was found than `maxResults`. */
  readonly truncated: boolean;
}

/** The ValidateStateMachineDefinition operation: everything that is wrong, without an exception. */
export function validateDefinition(
  text: string,
  options: ValidationOptions = {},
): ValidationResult {
  return atOnce(validating(text, options));
}

/** The same in steps. */
export function* validating(
  text: string,
  options: ValidationOptions = {},
): Steps<ValidationResult> {
  const all = yield* diagnose(text, options);
  const wanted = all.filter(
    ({ severity }) => severity === 'ERROR' || options.severity === 'WARNING',
  );
  const results = told(wanted.slice(0, options.maxResults || 100));
  return {
    result: all.some(({ severity }) => severity === 'ERROR') ? 'FAIL' : 'OK',
    diagnostics: results,
    truncated: wanted.length > results.length,
  };
}

function* diagnose(text: string, options: ParseOptions): Steps<readonly Diagnostic[]> {
  try {
    return (yield* review(text, options)).diagnostics;
  } catch (error) {
    if (error instanceof DefinitionError) return error.diagnostics;
    throw error;
  }
}

/**
 * One state by itself, as TestState takes it: its targets need not exist. `name` is where AWS
 * says the problem is: `/States/<name>`.
 * @throws DefinitionError
 */
export function parseState(text: string, options: ParseOptions & { name?: string } = {}): State {
  return atOnce(parsingState(text, options));
}

/** The same in steps. */
export function* parsingState(
  text: string,
  options: ParseOptions & { name?: string } = {},
): Steps<State> {
  const given = yield* readObject(text);
  const dialect = dialectOf({}, options);
  const found = findings((all) =>
    state(given, new Place(`/States/${options.name ?? 'StateName'}`, 'JSONPath', dialect, all)),
  );
  yield;
  const errors = found.filter(({ severity }) => severity === 'ERROR');
  if (errors.length > 0) throw new DefinitionError(errors);
  return normalizeState(given, (given.QueryLanguage as QueryLanguage | undefined) ?? 'JSONPath');
}

interface Review {
  /** Given when the shape is right, whatever else may be wrong. */
  readonly definition?: Definition;
  readonly diagnostics: readonly Diagnostic[];
}

/** AWS looks at names and transitions only once the shape of everything is right. */
function* review(text: string, options: ParseOptions): Steps<Review> {
  const given = yield* readObject(text);
  const dialect = dialectOf(given, options);
  const found = findings((all) =>
    machine(given, new Place('/', dialect.machineLanguage, dialect, all)),
  );
  yield;
  if (found.some(({ severity }) => severity === 'ERROR')) return { diagnostics: found };
  const definition = normalizeDefinition(given);
  yield;
  const transitions = checkTransitions(definition);
  yield;
  const graph = [...transitions, ...reusedVariables(definition)].slice(0, MOST_PROBLEMS);
  yield;
  return { definition, diagnostics: [...graph, ...found] };
}

/** What is found, up to as much as is looked for. */
function findings(search: (findings: Findings) => void): readonly Diagnostic[] {
  const all = new Findings();
  try {
    search(all);
  } catch (error) {
    if (error !== ENOUGH) throw error;
  }
  return all.diagnostics;
}

function* readObject(text: string): Steps<JsonObject> {
  if (text.length > MAX_DEFINITION_LENGTH) {
    throw refused(`Definition must be at most ${MAX_DEFINITION_LENGTH} characters long`);
  }
  const given: Json = text.trim() === '' ? null : yield* parseJsonText(text);
  yield;
  if (!isObject(given)) throw refused('Definition must be a valid JSON object');
  return given;
}

function refused(message: string): DefinitionError {
  return new DefinitionError([{ severity: 'ERROR', code: 'SCHEMA_VALIDATION_FAILED', message }]);
}

/** Only the very word JSONPath means JSONPath: AWS reads any other value as JSONata. */
function dialectOf(given: JsonObject, options: ParseOptions): Dialect {
  const language = given.QueryLanguage ?? 'JSONPath';
  return {
    type: options.type ?? 'STANDARD',
    stage: options.stage ?? 'DEPLOYED',
    machineLanguage: language === 'JSONPath' ? 'JSONPath' : 'JSONata',
    operations: options.operations,
  };
}
