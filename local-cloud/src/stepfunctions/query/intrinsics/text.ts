import { isObject, type Json } from '../../../core/json.ts';
import { look, lookThrough } from '../visits.ts';
import { type Intrinsic, InvalidArguments, textArgument } from './intrinsic.ts';

/**
 * `States.Format(template, value, ...)`: each `{}` of the template replaced by the next value.
 * The template comes with its escapes (`\{ \} \' \\`) still in it.
 */
export const format: Intrinsic = {
  name: 'States.Format',
  arity: [1, Number.POSITIVE_INFINITY],
  call([first, ...values]) {
    const [start, ...rest] = partsOf(textArgument(first, 'first'));
    if (rest.length !== values.length) {
      throw new InvalidArguments(
        `the template has ${rest.length} placeholders for ${values.length} values`,
      );
    }
    for (const value of values) lookThrough(value);
    return rest.reduce((text, part, index) => text + javaText(values[index]!) + part, start!);
  },
};

/** Intrinsics that make texts, and take them apart. */
export const textIntrinsics: readonly Intrinsic[] = [
  format,
  /**
   * `States.StringSplit(text, delimiters)`: each character of `delimiters` splits, and empty parts
   * are left out, as Java's StringTokenizer does it (recorded).
   */
  { name: 'States.StringSplit', arity: [2, 2], call: split },
  /** `States.UUID()`: a random version 4 UUID. */
  { name: 'States.UUID', arity: [0, 0], call: (_args, scope) => scope.random.uuid() },
];

/** A `{}`, a backslash with the character it escapes, or what stands between them. */
const PART = /\{\}|\\(['{}\\])|[^{\\]+|[\s\S]/g;

/** What stands between the placeholders of a template. */
function partsOf(template: string): string[] {
  if (!template.includes('\\')) return template.split('{}');
  const parts = [''];
  for (const [part, escaped] of template.matchAll(PART)) {
    if (part === '{}') parts.push('');
    else parts.push(parts.pop()! + (escaped ?? part));
  }
  return parts;
}

/** Recorded: values stand in the text as Java prints maps and lists, `{Arg1=1, Arg2=[]}`. */
function javaText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(javaText).join(', ')}]`;
  if (!isObject(value)) return String(value);
  let members = '';
  for (const name of Object.keys(value)) {
    members += `${members === '' ? '' : ', '}${name}=${javaText(value[name]!)}`;
  }
  return `{${members}}`;
}

function split([first, second]: readonly Json[]): string[] {
  const text = textArgument(first, 'first');
  look(text.length);
  const delimiters = new Set(textArgument(second, 'second'));
  const parts: string[] = [];
  let part = '';
  for (const char of text) {
    if (!delimiters.has(char)) part += char;
    else if (part !== '') {
      parts.push(part);
      part = '';
    }
  }
  return part === '' ? parts : [...parts, part];
}
