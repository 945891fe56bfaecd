/** The condition keys of a request, in lower case. */
export type RequestContext = Pick<ReadonlyMap<string, readonly string[]>, 'get'>;

const VARIABLE = /\$\{([^}]*)\}/g;
/** `${*}`, `${?}` and `${$}` stand for the characters themselves. */
const LITERALS = ['*', '?', '$'];

/**
 * A `*` or `?` that comes out of a variable, or stands in the request, is only a character: it is
 * held as one of the private use area, in the pattern and in the text alike.
 */
const ESCAPED: Record<string, string> = { '*': '\uE02A', '?': '\uE03F' };

/**
 * Puts the request's values in for `${aws:SourceAccount}` and the like;
 * `${key, 'default'}` has a default. Undefined when a variable has no value: the pattern then
 * matches nothing.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function substitute(pattern: string, context: RequestContext): string | undefined {
  if (!pattern.includes('${')) return pattern;
  let missing = false;
  const result = pattern.replace(VARIABLE, (_, inner: string) => {
    if (LITERALS.includes(inner)) return ESCAPED[inner] ?? inner;
    const [, key = '', fallback] = /^([^,]*)(?:,\s*'([^']*)'\s*)?$/.exec(inner) ?? [];
    const values = context.get(key.trim().toLowerCase());
    const value = values?.length === 1 ? values[0] : fallback;
    if (value === undefined) missing = true;
    return escapeWildcards(value ?? '');
  });
  return missing ? undefined : result;
}

/** The text to hold against a substituted pattern. */
export function escapeWildcards(text: string): string {
  if (!text.includes('*') && !text.includes('?')) return text;
  return text.replace(/[*?]/g, (character) => ESCAPED[character]!);
}
