import { AwsError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import { valueAt, written } from '../eventbridge/input.ts';
import { read } from './events.ts';

/** What the reserved variables of a template stand for, besides the event. */
export interface TemplateContext {
  readonly pipeArn: string;
  readonly pipeName: string;
  readonly sourceArn: string;
  /** Empty: there is none. */
  readonly enrichmentArn: string;
  readonly targetArn: string;
  /** ISO time in whole seconds. */
  readonly ingestionTime: string;
}

const VARIABLES: Readonly<Record<string, (event: Json, context: TemplateContext) => Json>> = {
  'aws.pipes.pipe-arn': (_, { pipeArn }) => pipeArn,
  'aws.pipes.pipe-name': (_, { pipeName }) => pipeName,
  'aws.pipes.source-arn': (_, { sourceArn }) => sourceArn,
  'aws.pipes.enrichment-arn': (_, { enrichmentArn }) => enrichmentArn,
  'aws.pipes.target-arn': (_, { targetArn }) => targetArn,
  'aws.pipes.event.ingestion-time': (_, { ingestionTime }) => ingestionTime,
  'aws.pipes.event': (event) => event,
  'aws.pipes.event.json': (event) => {
    const { event: content, isJson } = read(event);
    return isJson ? content : '';
  },
};

const PLACEHOLDER = /\\.|"|<(\$[^<>"]*|aws\.pipes\.[\w.-]+)>/g;

/** What a target can take at most, in characters: 6 MB for a function. */
export const LONGEST = 6_291_456;

/**
 * What an enrichment or a target is given for an event: the event, or what a template makes of it.
 * In JSON a value stands as JSON, and within quotation marks as its text; in free text as its text. A
 * path that leads nowhere gives an empty text.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-input-transformation.html
 *
 * @throws ValidationException for what comes to more than any target takes
 */
export function render(
  template: string | undefined,
  event: Json,
  context: TemplateContext,
): string {
  if (!template) return JSON.stringify(event);
  const isText = !/^\s*[{["]/.test(template);
  const { event: seen } = read(event);
  let quoted = false;
  let length = template.length;
  return template.replace(PLACEHOLDER, (found, name: string | undefined) => {
    if (found === '"') quoted = !quoted;
    if (name === undefined) return found;
    const value = name.startsWith('$')
      ? (valueAt(seen, name) ?? '')
      : VARIABLES[name]!(event, context);
    const text = isText && typeof value === 'string' ? value : written(value, quoted || isText);
    length += text.length;
    if (length > LONGEST) throw invalid('The input template makes too much of an event.');
    return text;
  });
}

/** @throws ValidationException for a variable or a path that is none */
export function checkTemplate(template = ''): void {
  for (const [, name] of template.matchAll(PLACEHOLDER)) {
    if (name === undefined || Object.hasOwn(VARIABLES, name)) continue;
    if (!name.startsWith('$')) throw invalid(`There is no variable <${name}> in input templates.`);
    valueAt(null, name);
  }
}

/**
 * The value of a parameter of a target: what is at a path in the event, where it is one.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-target.html
 *
 * @throws ValidationException for a path that leads nowhere
 */
export function parameterOf(value: string, event: Json): string {
  if (!isPath(value)) return value;
  const found = valueAt(read(event).event, value);
  if (found === undefined) throw invalid(`There is nothing at the path ${value} of the event.`);
  return typeof found === 'string' ? found : JSON.stringify(found);
}

export function isPath(value: string): boolean {
  return value.startsWith('$.');
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
