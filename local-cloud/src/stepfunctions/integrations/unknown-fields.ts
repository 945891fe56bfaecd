import type { NormalizedSchema } from '@smithy/core/schema';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import type { KnownOperations, UnknownField } from '../language/place.ts';
import type { IntegrationPorts } from './attempt.ts';
import { type Spelling, version1, version2 } from './java-names.ts';
import { membersOf } from './members.ts';
import { findHttp, findOptimised } from './registry.ts';

/** Finds the fields of parameters that an operation does not have, if its shape is at hand. */
export function unknownFieldsBy(ports: IntegrationPorts): KnownOperations['unknownFields'] {
  return (resource, parameters) => {
    if (findHttp(resource) !== undefined) return [];
    const integration = findOptimised(resource);
    if (integration === undefined && resource.kind === 'optimised') return [];
    const service = integration?.sdkService ?? resource.service;
    const shape = ports.calls.knownShape(service, resource.action);
    if (shape === undefined) return [];
    const found: UnknownField[] = [];
    const spelling = integration === undefined ? version2 : version1;
    look(shape.input, parameters, { path: [], spelling, found });
    return found;
  };
}

interface Look {
  readonly path: readonly (string | number)[];
  readonly spelling: Spelling;
  readonly found: UnknownField[];
}

/** Values of paths and expressions are not known yet: they are no objects here. */
function look(schema: NormalizedSchema, value: Json, at: Look): void {
  if (schema.isStructSchema() && isObject(value)) lookAtMembers(schema, value, at);
  else if (schema.isListSchema() && Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      look(schema.getValueSchema(), item, within(at, index));
    }
  } else if (schema.isMapSchema() && isObject(value)) {
    for (const [key, item] of Object.entries(value)) {
      look(schema.getValueSchema(), item, within(at, key));
    }
  }
}

function lookAtMembers(schema: NormalizedSchema, value: JsonObject, at: Look): void {
  const members = membersOf(schema, at.spelling);
  for (const [name, content] of Object.entries(value)) {
    const field = name.endsWith('.$') ? name.slice(0, -2) : name;
    const member = members.get(field);
    if (member === undefined) at.found.push({ path: at.path, field });
    else look(member.schema, content, within(at, name));
  }
}

function within(at: Look, step: string | number): Look {
  return { ...at, path: [...at.path, step] };
}
