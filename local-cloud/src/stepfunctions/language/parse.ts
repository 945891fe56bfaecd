import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import type { Definition, QueryLanguage, State } from './definition.ts';
import { DefinitionError, type Diagnostic } from './diagnostics.ts';
import { parseJsonText } from './json-text.ts';
import { normalizeDefinition, normalizeState } from './normalize.ts';
import {
  type Dialect,
  type FindUnknownFields,
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
  /** Unless told, the names of parameters are not checked. */
  readonly unknownFields?: FindUnknownFields;
}

/** 1 MB; CreateStateMachine refuses longer ones before it looks inside. */
export const MAX_DEFINITION_LENGTH = 1_048_576;

/**
 * Amazon States Language text to a typed, normalised definition.
 * @throws DefinitionError with AWS's own message and locations.
 */
export function parseDefinition(text: string, options: ParseOptions = {}): Definition {
  const { definition, diagnostics } = review(text, options);
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
  const all = diagnose(text, options);
  const wanted = all.filter(
    ({ severity }) => severity === 'ERROR' || options.severity === 'WARNING',
  );
  const limit = options.maxResults || 100;
  return {
    result: all.some(({ severity }) => severity === 'ERROR') ? 'FAIL' : 'OK',
    diagnostics: wanted.slice(0, limit),
    truncated: wanted.length > limit,
  };
}

function diagnose(text: string, options: ParseOptions): readonly Diagnostic[] {
  try {
    return review(text, options).diagnostics;
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
  const given = readObject(text);
  const dialect = dialectOf({}, options);
  const found: Diagnostic[] = [];
  state(given, new Place(`/States/${options.name ?? 'StateName'}`, 'JSONPath', dialect, found));
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
function review(text: string, options: ParseOptions): Review {
  const given = readObject(text);
  const dialect = dialectOf(given, options);
  const found: Diagnostic[] = [];
  machine(given, new Place('/', dialect.machineLanguage, dialect, found));
  if (found.some(({ severity }) => severity === 'ERROR')) return { diagnostics: found };
  const definition = normalizeDefinition(given);
  return {
    definition,
    diagnostics: [...checkTransitions(definition), ...reusedVariables(definition), ...found],
  };
}

function readObject(text: string): JsonObject {
  if (text.length > MAX_DEFINITION_LENGTH) {
    throw refused(`Definition must be at most ${MAX_DEFINITION_LENGTH} characters long`);
  }
  const given: Json = text.trim() === '' ? null : parseJsonText(text);
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
    unknownFields: options.unknownFields,
  };
}
