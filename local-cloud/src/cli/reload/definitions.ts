import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import type { Template } from '../../deploy/template.ts';

/** Where a state machine says its definition: as an object, or as text. */
const PROPERTIES = ['Definition', 'DefinitionString'] as const;

interface Place {
  readonly logicalId: string;
  readonly property: (typeof PROPERTIES)[number];
}

/**
 * The template with edited definitions, each given as a file's text before and after: where the text
 * before is all that one state machine is defined by, as it stands. Undefined: one is not, or it is
 * in doubt what comes of the text after.
 */
export function withDefinitions(
  template: Template,
  edits: readonly (readonly [before: string, after: string])[],
): Template | undefined {
  const Resources = { ...template.Resources };
  for (const [before, after] of edits) {
    const place = placeOf(template, before);
    const value = parsed(after);
    if (place === undefined || value === undefined || !sameVariables(before, after))
      return undefined;
    const { logicalId, property } = place;
    const resource = Resources[logicalId]!;
    const isText = typeof resource.Properties[property] === 'string';
    const Properties = { ...resource.Properties, [property]: isText ? after : value };
    Resources[logicalId] = { ...resource, Properties };
  }
  return { ...template, Resources };
}

/**
 * Whether this text is all that a state machine is defined by.
 *
 * @param value what the text says, where it is not in JSON
 */
export function isDefinedBy(
  { Resources }: Template,
  logicalId: string,
  text: string,
  value = parsed(text),
): boolean {
  const given = Resources[logicalId]?.Properties ?? {};
  return (
    value !== undefined && PROPERTIES.some((property) => saysTheSame(given[property], text, value))
  );
}

/** The one state machine whose definition is this text, unless there are several. */
function placeOf({ Resources }: Template, text: string): Place | undefined {
  const value = parsed(text);
  if (value === undefined) return undefined;
  const [place, ...others] = Object.entries(Resources)
    .filter(([, { Type }]) => Type === 'AWS::StepFunctions::StateMachine')
    .flatMap(([logicalId, { Properties }]) =>
      PROPERTIES.filter((property) => saysTheSame(Properties[property], text, value)).map(
        (property) => ({ logicalId, property }),
      ),
    );
  return others.length === 0 ? place : undefined;
}

function saysTheSame(definition: Json | undefined, text: string, value: JsonObject): boolean {
  if (typeof definition === 'string') return definition === text;
  return JSON.stringify(definition) === JSON.stringify(value);
}

/** `${...}`: a framework may put something else in the place of one that it has not seen yet. */
function sameVariables(before: string, after: string): boolean {
  const known = new Set(before.match(VARIABLE));
  return (after.match(VARIABLE) ?? []).every((variable) => known.has(variable));
}

const VARIABLE = /\$\{[^}]*\}?/g;

/** Undefined where it is no object in JSON: it may be half written. */
function parsed(text: string): JsonObject | undefined {
  try {
    const value: Json = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
