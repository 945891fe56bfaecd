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
  if (target.InputPath !== undefined) return JSON.stringify(at(event, target.InputPath) ?? null);
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
    const found = at(event, path);
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
    const value = variables.get(name)!;
    if (!quoted) return JSON.stringify(value);
    const text = JSON.stringify(value);
    return typeof value === 'string' ? text.slice(1, -1) : text.replace(/\\?"/g, '');
  });
}

/** The value at a path of names and indexes (`$.detail.items[0]`); undefined where there is none. */
function at(event: Json, path: string): Json | undefined {
  let value: Json | undefined = event;
  for (const step of steps(path)) {
    if (Array.isArray(value)) value = value[Number(step)];
    else if (isObject(value) && Object.hasOwn(value, step)) value = value[step];
    else return undefined;
  }
  return value;
}

const STEP = /\.([^.[\]]+)|\[(\d+)\]|\['([^']*)'\]/y;

function steps(path: string): string[] {
  const found: string[] = [];
  STEP.lastIndex = 1;
  while (path.startsWith('$') && STEP.lastIndex < path.length) {
    const match = STEP.exec(path);
    if (match === null) break;
    found.push(match[1] ?? match[2] ?? match[3] ?? '');
    if (STEP.lastIndex === path.length) return found;
  }
  if (path === '$') return found;
  throw invalid(
    `Invalid JSONPath "${path}": names and indexes only, for example $.detail.items[0]`,
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
