/** Tabs, and what is printed of ISO 8859-1. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
/** A token: https://www.rfc-editor.org/rfc/rfc9110#name-tokens */
const NAME = /^[\w!#$%&'*+.^`|~-]+$/;

/** Whether a text can be the value of a header of HTTP. */
export function isHeaderValue(text: string): boolean {
  return VALUE.test(text);
}

/** Whether a text can be the name of a header of HTTP. */
export function isHeaderName(text: string): boolean {
  return NAME.test(text);
}
