import type { InputTransformer, Target } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../core/errors.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';

/** What the rule's reserved variables stand for in an input template. */
export interface TransformContext {
  readonly ruleArn: string;
  readonly ruleName: string;
  /** ISO time at which EventBridge received the event, in whole seconds (recorded). */
  readonly ingestionTime: string;
}

/**
 * The text a target is sent: its constant Input, the part of the event that InputPath names, what
 * the InputTransformer makes of it, or the event itself.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function targetInput(target: Target, event: JsonObject, context: TransformContext): string {
  if (target.Input !== undefined) return target.Input;
  if (target.InputPath !== undefined)
    return JSON.stringify(valueAt(event, target.InputPath) ?? null);
  if (target.InputTransformer !== undefined) {
    return transform(target.InputTransformer, event, context);
  }
  return JSON.stringify(event);
}

/** @throws ValidationException for what targetInput could not work with */
export function checkInput(target: Target): void {
  const ways = [target.Input, target.InputPath, target.InputTransformer];
  if (ways.filter((way) => way !== undefined).length > 1) {
    throw invalid(
      `Only one of Input, InputPath, or InputTransformer must be provided for target ${target.Id}.`,
    );
  }
  if (target.Input !== undefined && parsed(target.Input) === undefined) {
    throw invalid(`JSON syntax error in input for target ${target.Id}`);
  }
  const paths = [
    target.InputPath ?? '$',
    ...Object.values(target.InputTransformer?.InputPathsMap ?? {}),
  ];
  for (const path of paths) steps(path);
  checkPlaceholders(target);
}

function checkPlaceholders({ Id, InputTransformer }: Target): void {
  const { InputPathsMap = {}, InputTemplate = '' } = InputTransformer ?? {};
  for (const [, name] of InputTemplate.matchAll(PLACEHOLDER)) {
    if (name === undefined || Object.hasOwn({ ...PREDEFINED, ...InputPathsMap }, name)) continue;
    throw invalid(`InputTemplate for target ${Id} contains invalid placeholder ${name}.`);
  }
}

function transform(
  { InputPathsMap = {}, InputTemplate = '' }: InputTransformer,
  event: JsonObject,
  context: TransformContext,
): string {
  const variables = new Map<string, Json>();
  for (const [name, value] of Object.entries(PREDEFINED))
    variables.set(name, value(event, context));
  for (const [name, path] of Object.entries(InputPathsMap)) {
    const found = valueAt(event, path);
    variables.set(name, found === undefined ? '' : found);
  }
  return fill(InputTemplate, variables);
}

const PREDEFINED: Readonly<Record<string, (event: JsonObject, context: TransformContext) => Json>> =
  {
    'aws.events.rule-arn': (_, { ruleArn }) => ruleArn,
    'aws.events.rule-name': (_, { ruleName }) => ruleName,
    'aws.events.event.ingestion-time': (_, { ingestionTime }) => ingestionTime,
    'aws.events.event.json': (event) => event,
    'aws.events.event': withoutDetail,
  };

/** Recorded: its type has another name than in the event. */
function withoutDetail({ detail: _, 'detail-type': detailType = null, ...rest }: JsonObject) {
  return { ...rest, detailType };
}

const PLACEHOLDER = /\\.|"|<([\w.-]+)>/g;

/**
 * Puts the variables in. Within quotation marks a variable's text stands as it is, that of objects
 * and lists without quotation marks of its own; outside of them it is written as JSON, so that
 * objects and numbers keep their type. A path that leads nowhere gives an empty text (recorded).
 */
function fill(template: string, variables: ReadonlyMap<string, Json>): string {
  let quoted = false;
  return template.replace(PLACEHOLDER, (found, name: string | undefined) => {
    if (found === '"') quoted = !quoted;
    if (name === undefined) return found;
    return written(variables.get(name)!, quoted);
  });
}

/** What stands for a value in a template, within quotation marks or outside of them. */
export function written(value: Json, quoted: boolean): string {
  const text = JSON.stringify(value);
  if (!quoted) return text;
  return typeof value === 'string' ? text.slice(1, -1) : text.replace(/\\?"/g, '');
}

/**
 * The value at a path (`$.detail.items[0]`); undefined where there is none. A path with wildcards
 * (`$.detail.items[*].id`) finds any number of values, and gives a list of them: that AWS does the
 * same is not recorded. Every step leads further into the event, so none is looked at twice.
 *
 * @throws ValidationException for what is no such path
 */
export function valueAt(event: Json, path: string): Json | undefined {
  let found: Json[] = [event];
  let isList = false;
  for (const step of steps(path)) {
    if (found.length === 0 && !isList) return undefined;
    isList ||= step === EVERY;
    found = found.flatMap((value) => (step === EVERY ? contents(value) : member(value, step)));
  }
  return isList ? found : found[0];
}

function contents(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

/** None or one. */
function member(value: Json, step: string): Json[] {
  const found = Array.isArray(value)
    ? value[Number(step)]
    : isObject(value) && Object.hasOwn(value, step)
      ? value[step]
      : undefined;
  return found === undefined ? [] : [found];
}

/** A wildcard: everything that a list or an object has. */
const EVERY = Symbol('every');

const STEP = /(\.\*(?![^.[])|\[\*\])|\.([^.[\]]+)|\[(\d+)\]|\['([^']*)'\]/y;

function steps(path: string): (string | typeof EVERY)[] {
  const found: (string | typeof EVERY)[] = [];
  STEP.lastIndex = 1;
  while (path.startsWith('$') && STEP.lastIndex < path.length) {
    const match = STEP.exec(path);
    if (match === null) break;
    const [, wildcard, name, index, quoted] = match;
    found.push(wildcard === undefined ? (name ?? index ?? quoted ?? '') : EVERY);
    if (STEP.lastIndex === path.length) return found;
  }
  if (path === '$') return found;
  throw invalid(
    `Invalid JSONPath "${path}": names, indexes and wildcards only, for example $.detail.items[0] or $.detail.items[*].id`,
  );
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
