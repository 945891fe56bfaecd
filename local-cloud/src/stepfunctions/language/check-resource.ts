import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { knownIntegration } from './integrations.ts';
import type { Place } from './place.ts';
import { callsService, type Pattern, parseResource, type ServiceResource } from './resource.ts';
import type { Rule } from './rules.ts';
import { unsupportedHeaders } from './unsupported-headers.ts';

/** RFC 3986's shape, and CloudFormation's `${Substitution}` in any part of it. */
const URI =
  /^(?:[A-Za-z][A-Za-z0-9+.-]*|\$\{[^{}]+\}|\{\{[^{}]+\}\})(?::(?:[^\s{}]|\$\{[^{}]+\})*)?$/;
const LAMBDA_SHAPED = /^arn:[^:]*:lambda:[^:]*:[^:]*:function:[^:]*(?<qualifier>:.*)?$/;
const QUALIFIER = /^:(?:\$LATEST|[A-Za-z0-9_-]+|\$\{[^{}]+\})$/;

/** `Resource` of a Task. */
export const taskResource: Rule = (value, place) => {
  if (place.dialect.stage === 'SOURCE') anyUri(value, place);
  else {
    const kind = typeof value === 'string' ? parseResource(value)?.kind : undefined;
    if (kind === 'activity' && place.dialect.type === 'EXPRESS') {
      place.refuse('Express state machine does not support Activity ARN');
    }
    if (!text(value).startsWith('arn:')) place.refuse('Value is not a valid resource ARN');
    else if (kind !== 'activity' && kind !== 'lambda') {
      checkResource(value, place, (resource) => isKnown(resource, place));
    }
  }
};

/** The ARN of an integration that is known, with a pattern it has. */
export function checkResource(
  value: Json,
  place: Place,
  known: (resource: ServiceResource) => boolean,
): void {
  const resource = typeof value === 'string' ? parseResource(value) : undefined;
  if (!callsService(resource) || !known(resource)) {
    place.refuse(
      `The resource provided ${text(value)} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`,
    );
  } else if (place.dialect.type === 'EXPRESS') refusePattern(resource.pattern, place);
}

/** An Express execution ends within five minutes: nothing may wait for a job or a person. */
function refusePattern(pattern: Pattern, place: Place): void {
  if (pattern === 'waitForTaskToken') {
    // AWS has the blank at the end here, and not below.
    place.refuse(`Express state machine does not support '.waitForTaskToken' service integration `);
  } else if (pattern !== 'request') {
    place.refuse(`Express state machine does not support '.sync' service integration`);
  }
}

function isKnown(resource: ServiceResource, { dialect }: Place): boolean {
  const { kind, pattern } = resource;
  if (kind === 'aws-sdk') {
    const isPattern = pattern === 'request' || pattern === 'waitForTaskToken';
    return isPattern && !dialect.operations?.lacks(resource);
  }
  const known = knownIntegration(resource);
  return known !== undefined && (pattern === 'request' || !!known.patterns?.includes(pattern));
}

function anyUri(value: Json, place: Place): void {
  const uri = typeof value === 'string' && URI.test(value);
  const qualifier = LAMBDA_SHAPED.exec(text(value))?.groups?.qualifier;
  if (!uri || (qualifier !== undefined && !QUALIFIER.test(qualifier))) {
    place.refuse('Value is not a valid resource ARN');
  }
}

/** The parameters that an operation cannot do without are there, and none that it does not have. */
export function checkParameters(task: JsonObject, place: Place): void {
  const resource = typeof task.Resource === 'string' ? parseResource(task.Resource) : undefined;
  if (resource?.kind === 'activity' && task.Credentials !== undefined) {
    place.refuse("The field 'Credentials' is not supported for activities");
  }
  if (!callsService(resource)) return;
  const field = place.language === 'JSONata' ? 'Arguments' : 'Parameters';
  const given = task[field];
  if (given !== undefined && !isObject(given)) return;
  for (const name of knownIntegration(resource)?.required ?? []) {
    if (!given || !(name in given || `${name}.$` in given)) {
      place.field(field).refuse(`The field '${name}' is required but was missing`);
    }
  }
  if (resource.kind === 'optimised' && resource.service === 'apigateway') {
    checkHeaders(given?.Headers, place.field(field));
  }
  const unknown = place.dialect.operations?.unknownFields(resource, given ?? {});
  for (const { path, field: name } of unknown ?? []) {
    const at = path.reduce<Place>(stepInto, place.field(field));
    at.refuse(`The field "${name}" is not supported by Step Functions`);
  }
}

/** Of an HTTP Task they are looked at when it is begun. */
function checkHeaders(headers: Json | undefined, place: Place): void {
  if (!isObject(headers)) return;
  const names = Object.keys(headers).map((name) => name.replace(/\.\$$/, ''));
  const unsupported = unsupportedHeaders('apigateway:invoke', names);
  if (unsupported.length > 0) {
    place.refuse(`The 'Headers' field contains unsupported values: [${unsupported.join(', ')}]`);
  }
}

function stepInto(place: Place, step: string | number): Place {
  return typeof step === 'number' ? place.item(step) : place.field(step);
}

function text(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
