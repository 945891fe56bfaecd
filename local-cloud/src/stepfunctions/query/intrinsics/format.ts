import { isObject, type Json } from '../../../json.ts';
import { type Intrinsic, InvalidArguments, textArgument } from './intrinsic.ts';

/** A `{}`, or a backslash with the character it escapes. */
const PLACEHOLDER = /\{\}|\\(['{}\\])/g;

/**
 * `States.Format(template, value, ...)`: each `{}` of the template replaced by the next value.
 * The template comes with its escapes (`\{ \} \' \\`) still in it.
 */
export const format: Intrinsic = {
  name: 'States.Format',
  arity: [1, Number.POSITIVE_INFINITY],
  call([first, ...values]) {
    const template = textArgument(first, 'first');
    let used = 0;
    const text = template.replace(PLACEHOLDER, (_all, escaped?: string) =>
      escaped === undefined ? javaText(values[used++] ?? null) : escaped,
    );
    if (used === values.length) return text;
    throw new InvalidArguments(`the template has ${used} placeholders for ${values.length} values`);
  },
};

/** Recorded: values stand in the text as Java prints maps and lists, `{Arg1=1, Arg2=[]}`. */
function javaText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(javaText).join(', ')}]`;
  if (!isObject(value)) return String(value);
  const members = Object.entries(value).map(([name, member]) => `${name}=${javaText(member)}`);
  return `{${members.join(', ')}}`;
}
