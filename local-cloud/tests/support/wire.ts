import type { NormalizedSchema } from '@smithy/core/schema';
import { isObject } from '../../src/core/json.ts';
import type { OperationModel, ServiceModel } from '../../src/sdk/schemas.ts';

/** A request as it goes over the wire. */
export interface Wire {
  readonly path?: string;
  readonly method?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A call in the protocol of the service's SDK client; the input may be no input of it at all. */
export function requestOf(model: ServiceModel, operation: OperationModel, input: object): Wire {
  const protocol = model.protocol.getShapeId();
  if (protocol.includes('restJson')) return restOf(operation, input as Record<string, unknown>);
  if (protocol.includes('awsQuery')) {
    const form = new URLSearchParams([
      ['Action', operation.name],
      ['Version', model.version],
      ...fieldsOf(operation.input, input, ''),
    ]);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return { headers, body: String(form) };
  }
  return {
    headers: {
      'content-type': protocol.includes('1_0')
        ? 'application/x-amz-json-1.0'
        : 'application/x-amz-json-1.1',
      'x-amz-target': `${model.targetPrefix}.${operation.name}`,
    },
    body: JSON.stringify(input),
  };
}

function restOf({ http, input: schema }: OperationModel, input: Record<string, unknown>): Wire {
  const [method, uri] = http!;
  const query = new URLSearchParams();
  const headers: Record<string, string> = {};
  const sent: Record<string, unknown> = {};
  let path = uri;
  let payload: string | undefined;
  for (const [name, member] of schema.structIterator()) {
    const { httpLabel, httpQuery, httpHeader, httpPayload, jsonName } = member.getMergedTraits();
    const value = input[name];
    const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
    if (httpLabel) path = path.replace(new RegExp(`\\{${name}\\+?\\}`), encodeURIComponent(text));
    else if (value === undefined) continue;
    else if (httpQuery) query.append(httpQuery, text);
    else if (httpHeader) headers[httpHeader] = encodeURIComponent(text);
    else if (httpPayload) payload = text;
    else sent[jsonName ?? name] = value;
  }
  const [base, fixed] = path.split('?');
  const search = [fixed, String(query)].filter(Boolean).join('&');
  return {
    path: search === '' ? base! : `${base}?${search}`,
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: payload ?? JSON.stringify(sent),
  };
}

function fieldsOf(schema: NormalizedSchema, value: unknown, prefix: string): [string, string][] {
  const at = (name: string) => (prefix === '' ? name : `${prefix}.${name}`);
  if (schema.isStructSchema() && isObject(value)) {
    return Object.entries(value).flatMap(([name, part]) => {
      const member = schema.getMemberSchemas()[name];
      return member === undefined ? [] : fieldsOf(member, part, at(name));
    });
  }
  if (schema.isListSchema() && Array.isArray(value)) {
    const item = schema.getValueSchema();
    return value.flatMap((part, index) => fieldsOf(item, part, at(`member.${index + 1}`)));
  }
  if (schema.isMapSchema() && isObject(value)) {
    return Object.entries(value).flatMap(([key, part], index) => [
      [at(`entry.${index + 1}.key`), key],
      ...fieldsOf(schema.getValueSchema(), part, at(`entry.${index + 1}.value`)),
    ]);
  }
  if (value === null || value === undefined) return [[prefix, '']];
  return [[prefix, typeof value === 'string' ? value : JSON.stringify(value)]];
}
