const EXPRESSION = /^\{%([\s\S]*)%\}$/;

/** Whether a text is a JSONata expression: `{% ... %}` with nothing outside. */
export function isJsonataString(value: unknown): value is string {
  return (
    typeof value === 'string' && value.startsWith('{%') && value.endsWith('%}') && value.length >= 4
  );
}

/** The expression between `{%` and `%}`, without blanks around it. */
export function expressionOf(text: string): string {
  return EXPRESSION.exec(text)?.[1]?.trim() ?? text;
}
