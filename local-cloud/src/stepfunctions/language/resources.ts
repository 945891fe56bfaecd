import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { findOptimized, type Pattern } from './integrations.ts';
import type { Place } from './place.ts';
import type { Rule } from './rules.ts';

const INTEGRATION =
  /^arn:(?:aws[a-z-]*):states:(?:[a-z0-9-]*):(?:\d{12})?:(?<service>[a-z0-9-]+):(?<action>[A-Za-z0-9:]+?)(?:\.(?<pattern>sync:2|sync|waitForTaskToken))?$/;
const ACTIVITY = /^arn:aws[a-z-]*:states:[a-z0-9-]+:\d{12}:activity:[^:\s]{1,80}$/;
const LAMBDA =
  /^arn:aws[a-z-]*:lambda:[^:\s]*:[^:\s]*:function:[A-Za-z0-9_-]+(?::(?:\$LATEST|[A-Za-z0-9_-]+))?$/;
const SDK_ACTION = /^[a-z0-9]+:[a-z][A-Za-z0-9]*$/;
/** RFC 3986's shape, and CloudFormation's `${Substitution}` in any part of it. */
const URI =
  /^(?:[A-Za-z][A-Za-z0-9+.-]*|\$\{[^{}]+\}|\{\{[^{}]+\}\})(?::(?:[^\s{}]|\$\{[^{}]+\})*)?$/;
const LAMBDA_SHAPED = /^arn:[^:]*:lambda:[^:]*:[^:]*:function:[^:]*(?<qualifier>:.*)?$/;
const QUALIFIER = /^:(?:\$LATEST|[A-Za-z0-9_-]+|\$\{[^{}]+\})$/;

/** `Resource` of a Task. */
export const taskResource: Rule = (value, place) => {
  if (place.dialect.stage === 'SOURCE') anyUri(value, place);
  else if (typeof value === 'string' && ACTIVITY.test(value)) {
    if (place.dialect.type === 'EXPRESS') {
      place.refuse('Express state machine does not support Activity ARN');
    }
  } else if (typeof value !== 'string' || !LAMBDA.test(value)) checkResource(value, place, isKnown);
};

/** An integration ARN whose `service:action` is one of those wanted, with a pattern it has. */
export function checkResource(
  value: Json,
  place: Place,
  known: (integration: string, pattern: Pattern) => boolean,
): void {
  const match = typeof value === 'string' ? INTEGRATION.exec(value)?.groups : undefined;
  const pattern = (match?.pattern ?? 'requestResponse') as Pattern;
  if (!match || !known(`${match.service}:${match.action}`, pattern)) {
    place.refuse(
      `The resource provided ${text(value)} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`,
    );
  } else if (place.dialect.type === 'EXPRESS') refusePattern(pattern, place);
}

/** An Express execution ends within five minutes: nothing may wait for a job or a person. */
function refusePattern(pattern: Pattern, place: Place): void {
  if (pattern === 'waitForTaskToken') {
    // AWS has the blank at the end here, and not below.
    place.refuse(`Express state machine does not support '.waitForTaskToken' service integration `);
  } else if (pattern !== 'requestResponse') {
    place.refuse(`Express state machine does not support '.sync' service integration`);
  }
}

function isKnown(integration: string, pattern: Pattern): boolean {
  const [service = '', ...rest] = integration.split(':');
  const action = rest.join(':');
  if (service === 'aws-sdk') {
    return SDK_ACTION.test(action) && ['requestResponse', 'waitForTaskToken'].includes(pattern);
  }
  const known = findOptimized(service, action);
  return (
    known !== undefined && (pattern === 'requestResponse' || !!known.patterns?.includes(pattern))
  );
}

function anyUri(value: Json, place: Place): void {
  const uri = typeof value === 'string' && URI.test(value);
  const qualifier = LAMBDA_SHAPED.exec(text(value))?.groups?.qualifier;
  if (!uri || (qualifier !== undefined && !QUALIFIER.test(qualifier))) {
    place.refuse('Value is not a valid resource ARN');
  }
}

/** The parameters that an optimised integration cannot do without. */
export function checkParameters(task: JsonObject, place: Place): void {
  const match =
    typeof task.Resource === 'string' ? INTEGRATION.exec(task.Resource)?.groups : undefined;
  const required = match && findOptimized(match.service ?? '', match.action ?? '')?.required;
  const field = place.language === 'JSONata' ? 'Arguments' : 'Parameters';
  const given = task[field];
  if (!required || (given !== undefined && !isObject(given))) return;
  for (const name of required) {
    if (!given || !(name in given || `${name}.$` in given)) {
      place.field(field).refuse(`The field '${name}' is required but was missing`);
    }
  }
}

function text(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
