import { isObject, type Json } from '../../core/json.ts';
import { isNumber } from '../../core/json-number.ts';
import { chain, type Eventually } from '../execution/eventually.ts';
import type { QueryLanguage } from '../language/definition.ts';
import { compileExpression } from '../query/expression.ts';
import { compileJsonata } from '../query/jsonata/compile-jsonata.ts';
import { expectType, type JsonType } from '../query/jsonata/expect-type.ts';
import { expressionOf } from '../query/jsonata/jsonata-string.ts';
import { compilePath } from '../query/jsonpath/compile-path.ts';
import { pathInDocument } from '../query/jsonpath/errors.ts';
import { compileReferencePath } from '../query/jsonpath/reference-path.ts';
import type { Scope } from '../query/scope.ts';
import { compileTemplate } from '../query/template.ts';

/** A compiled expression or template of either language. */
export type Evaluate = (scope: Scope) => Eventually<Json>;

/** InputPath, OutputPath, TimeoutSecondsPath: a value, or the failure of a definite path that leads nowhere. */
export function path(text: string): (scope: Scope) => Json {
  return compilePath(text).read;
}

/** A `...Path` field: the value, or undefined where it leads nowhere; the field words its failure. */
export function pathIn(text: string): (scope: Scope) => Json | undefined {
  return compilePath(text).find;
}

/** ItemsPath, with the path as AWS shows it in a cause. */
export function itemsPath(text: string): { read(scope: Scope): Json; readonly shown: string } {
  const compiled = compilePath(text);
  return { read: compiled.read, shown: pathInDocument(compiled) };
}

/** ErrorPath, CausePath: a path or an intrinsic call. */
export function pathOrIntrinsic(text: string, field: string): Evaluate {
  return compileExpression(text, field);
}

/** ResultPath: a copy of the first value with the second put in its place. */
export function place(text: string): (target: Json, value: Json) => Json {
  return compileReferencePath(text).write;
}

/** A payload template of JSONPath. */
export function payloadTemplate(value: Json): (scope: Scope) => Json {
  return compileTemplate(value);
}

/** A payload template of either language; `field` is what JSONata's errors call it. */
export function template(value: Json, language: QueryLanguage, field: string): Evaluate {
  return language === 'JSONPath' ? compileTemplate(value) : compileJsonata(value, field);
}

/** A JSONata expression `{% ... %}` that has to come to a value of one type. */
export function jsonataOf(text: string, field: string, expect: JsonType): Evaluate {
  return compileJsonata(text, field, { expect });
}

/** `Items`: an array or, since 2025, an object. */
export function jsonataItems(text: string): Evaluate {
  const evaluate = compileJsonata(text, 'Items');
  const check = (value: Json): Json =>
    isObject(value) ? value : expectType(value, 'array', expressionOf(text), 'Items');
  return (scope) => chain(evaluate(scope), check);
}

/** A value as AWS quotes it in a cause: strings bare, the rest as JSON. */
export function shown(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A number, or a text that is one ("5" is as good as 5, recorded for the ...Path fields). */
export function numeric(value: Json): number | undefined {
  if (isNumber(value)) return Number(value);
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}
