const NO_SOURCE = ' at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled)';

/** What SNS says of a text that is no JSON: the words of the parser Jackson (two were recorded). */
export function parseFailure(text: string): string {
  const [token] = /^[A-Za-z_$][\w$]*/.exec(text) ?? [];
  const [open = ''] = /^\s*\{\s*/.exec(text) ?? [];
  const next = text.charAt(open.length);
  if (token !== undefined) {
    return failure(
      `Unrecognized token '${token}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`,
      token.length + 1,
    );
  }
  if (open === '' || next === '' || next === '"')
    return failure('Unexpected end-of-input', text.length + 1);
  return failure(
    `Unexpected character ('${next}' (code ${next.charCodeAt(0)})): was expecting double-quote to start field name`,
    open.length + 1,
  );
}

function failure(problem: string, column: number): string {
  return `failed to parse JSON. ${problem}\n${NO_SOURCE}; line: 1, column: ${column}]`;
}
