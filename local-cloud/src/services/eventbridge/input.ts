import type { InputTransformer, Target } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../core/errors.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';

/** What the rule's reserved variables stand for in an input template. */
export interface TransformContext {
  readonly ruleArn: string;
  readonly ruleName: string;
  /** ISO time at which EventBridge received the event. */
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
}

function transform(
  { InputPathsMap = {}, InputTemplate = '' }: InputTransformer,
  event: JsonObject,
  context: TransformContext,
): string {
  const variables = new Map<string, Json | undefined>([
    ['aws.events.rule-arn', context.ruleArn],
    ['aws.events.rule-name', context.ruleName],
    ['aws.events.event.ingestion-time', context.ingestionTime],
    ['aws.events.event.json', event],
    ['aws.events.event', withoutDetail(event)],
  ]);
  for (const [name, path] of Object.entries(InputPathsMap)) variables.set(name, at(event, path));
  return fill(InputTemplate, variables);
}

function withoutDetail({ detail: _, ...rest }: JsonObject): JsonObject {
  return rest;
}

/**
 * Puts the variables in. Within quotation marks a variable's text stands as it is; outside of them
 * it is written as JSON, so that objects and numbers keep their type.
 */
function fill(template: string, variables: ReadonlyMap<string, Json | undefined>): string {
  let quoted = false;
  return template.replace(/\\.|"|<([^<>\s]+)>/g, (found, name: string | undefined) => {
    if (found === '"') quoted = !quoted;
    if (name === undefined || !variables.has(name)) return found;
    const value = variables.get(name);
    if (!quoted) return value === undefined ? '' : JSON.stringify(value);
    if (value === undefined) return '';
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return JSON.stringify(text).slice(1, -1);
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
