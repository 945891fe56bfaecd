import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { textOf } from './http-call.ts';

/** How a form tells the elements of an array: `INDICES` unless the state says another. */
export const ARRAY_FORMATS = ['INDICES', 'REPEAT', 'COMMAS', 'BRACKETS'] as const;
export type ArrayFormat = (typeof ARRAY_FORMATS)[number];

/**
 * A body as `application/x-www-form-urlencoded`; members of objects are written `outer[inner]`.
 *
 * https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html#url-encode-request-body
 */
export function formOf(body: JsonObject, arrays: ArrayFormat): string {
  return Object.entries(body)
    .flatMap(([name, value]) => pairs(name, value, arrays))
    .map((pair) => pair.map((text) => encodeURIComponent(text.toWellFormed())).join('='))
    .join('&');
}

function pairs(name: string, value: Json, arrays: ArrayFormat): [string, string][] {
  if (Array.isArray(value)) {
    if (arrays === 'COMMAS') return [[name, value.map(written).join()]];
    return value.flatMap((item, index) => pairs(name + SUFFIX[arrays](index), item, arrays));
  }
  if (isObject(value)) {
    return Object.entries(value).flatMap(([inner, item]) =>
      pairs(`${name}[${inner}]`, item, arrays),
    );
  }
  return [[name, written(value)]];
}

const SUFFIX = {
  INDICES: (index: number) => `[${index}]`,
  REPEAT: () => '',
  BRACKETS: () => '[]',
};

function written(value: Json): string {
  return value === null ? '' : textOf(value);
}
