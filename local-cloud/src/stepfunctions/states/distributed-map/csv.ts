/** The delimiters that `CSVDelimiter` names. */
export const CSV_DELIMITERS: Readonly<Record<string, string>> = {
  COMMA: ',',
  PIPE: '|',
  SEMICOLON: ';',
  SPACE: ' ',
  TAB: '\t',
};

/**
 * Reads records of RFC 4180: fields may be quoted, quotes inside are doubled, line ends are CRLF
 * or LF. Empty lines are no records. https://www.rfc-editor.org/rfc/rfc4180
 */
export function* readCsv(text: string, delimiter = ','): Generator<string[]> {
  let position = text.startsWith('\uFEFF') ? 1 : 0;
  while (position < text.length) {
    const record = readRecord(text, position, delimiter);
    position = record.end;
    if (record.fields.length > 1 || record.fields[0] !== '') yield record.fields;
  }
}

function readRecord(
  text: string,
  start: number,
  delimiter: string,
): { fields: string[]; end: number } {
  const fields: string[] = [];
  let position = start;
  for (;;) {
    const field =
      text[position] === '"' ? quoted(text, position, delimiter) : bare(text, position, delimiter);
    fields.push(field.value);
    position = field.end;
    if (text[position] !== delimiter) break;
    position += 1;
  }
  if (text[position] === '\r') position += 1;
  if (text[position] === '\n') position += 1;
  return { fields, end: position };
}

interface Field {
  readonly value: string;
  readonly end: number;
}

function bare(text: string, start: number, delimiter: string): Field {
  let end = start;
  while (end < text.length && text[end] !== delimiter && !isLineEnd(text, end)) end += 1;
  return { value: text.slice(start, end), end };
}

/** What stands between a closing quote and the next delimiter is taken as it is. */
function quoted(text: string, start: number, delimiter: string): Field {
  let value = '';
  let position = start + 1;
  for (;;) {
    const quote = text.indexOf('"', position);
    if (quote < 0) return { value: value + text.slice(position), end: text.length };
    value += text.slice(position, quote);
    position = quote + 1;
    if (text[position] !== '"') break;
    value += '"';
    position += 1;
  }
  const rest = bare(text, position, delimiter);
  return { value: value + rest.value, end: rest.end };
}

function isLineEnd(text: string, position: number): boolean {
  return text[position] === '\n' || (text[position] === '\r' && text[position + 1] === '\n');
}
