import { AwsError } from '../../core/errors.ts';
import { isObject, type Json, type JsonObject, memberOf } from '../../core/json.ts';
import { readJson } from '../../core/json-number.ts';
import { checkJsonSize } from '../../gateway/codecs/size.ts';
import { JsonPathError, JsonPaths } from '../../stepfunctions/query/json-paths.ts';

/** Where the values of mapped parameters come from. */
export interface Sources {
  /** The values under a name, by where they are: `header`, `querystring`, `path`. */
  readonly named: Readonly<Record<string, (name: string) => readonly string[] | undefined>>;
  readonly body: string;
  readonly context: JsonObject;
  readonly stageVariables: Readonly<Record<string, string>>;
}

/**
 * The values that a parameter is mapped from: `'a text'`, `method.request.header.x`,
 * `integration.response.body.id`, `context.requestId`, `stageVariables.table`. Undefined: there are none.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
 */
export function mapped(expression: string, sources: Sources): readonly string[] | undefined {
  if (/^'.*'$/s.test(expression)) return [expression.slice(1, -1)];
  const [, root, place = '', rest = ''] =
    /^(method\.request|integration\.response|context|stageVariables)\.([^.]+)(?:\.(.+))?$/s.exec(
      expression,
    ) ?? [];
  const name = rest === '' ? place : `${place}.${rest}`;
  if (root === 'stageVariables') return listed(memberOf(sources.stageVariables, name));
  if (root === 'context') return listed(textAt(sources.context, name.split('.')));
  if (place === 'body') return listed(rest === '' ? sources.body : inBody(sources, rest));
  const values = memberOf(sources.named, place.replace(/^multivalue/, ''))?.(rest);
  return place.startsWith('multivalue') ? values : values?.slice(-1);
}

function listed(value: string | undefined): readonly string[] | undefined {
  return value === undefined ? undefined : [value];
}

function textAt(tree: JsonObject, path: readonly string[]): string | undefined {
  let value: Json | undefined = tree;
  for (const name of path) value = isObject(value) ? memberOf(value, name) : undefined;
  return value === undefined || value === null ? undefined : textOf(value);
}

/** What a path finds in a body of JSON; nothing in any other, and in one that has too many values. */
function inBody(sources: Sources, path: string): string | undefined {
  const document = documentOf(sources);
  if (document === undefined) return undefined;
  try {
    const found = new JsonPaths().find(document, `$.${path}`);
    return found === undefined ? undefined : textOf(found);
  } catch (error) {
    if (error instanceof JsonPathError) return undefined;
    throw error;
  }
}

/** Read once for all the parameters of a request. */
const documents = new WeakMap<Sources, { readonly document: Json | undefined }>();

function documentOf(sources: Sources): Json | undefined {
  let known = documents.get(sources);
  if (known === undefined) {
    known = { document: parsed(sources.body) };
    documents.set(sources, known);
  }
  return known.document;
}

function parsed(body: string): Json | undefined {
  try {
    checkJsonSize(Buffer.from(body));
    return readJson(body);
  } catch (error) {
    if (error instanceof AwsError || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
