/** The delimiters that `CSVDelimiter` names. */
export const CSV_DELIMITERS: Readonly<Record<string, string>> = {
  COMMA: ',',
  PIPE: '|',
  SEMICOLON: ';',
  SPACE: ' ',
  TAB: '\t',
};

/** So many characters are read in some ten milliseconds. */
const AT_ONCE = 100_000;
/** A longer row makes no item: a payload may have a quarter of that. */
const LONGEST_ROW = 1_000_000;

/**
 * Reads records of RFC 4180: fields may be quoted, quotes inside are doubled, line ends are CRLF
 * or LF. Empty lines are no records. https://www.rfc-editor.org/rfc/rfc4180
 *
 * @returns the records, and undefined where others may have their turn
 * @throws RangeError for a row that is too long
 */
export function* readCsv(text: string, delimiter = ','): Generator<string[] | undefined> {
  let position = text.startsWith('\uFEFF') ? 1 : 0;
  let looked = position;
  while (position < text.length) {
    const record = readRecord(text, position, delimiter);
    position = record.end;
    if (record.fields.length > 1 || record.fields[0] !== '') yield record.fields;
    if (position - looked < AT_ONCE) continue;
    looked = position;
    yield undefined;
  }
}

function readRecord(
  text: string,
  start: number,
  delimiter: string,
): { fields: string[]; end: number } {
  const fields: string[] = [];
  const last = start + LONGEST_ROW;
  let position = start;
  for (;;) {
    const field =
      text[position] === '"'
        ? quoted(text, position, delimiter, last)
        : bare(text, position, delimiter, last);
    fields.push(field.value);
    position = field.end;
    if (position > last) throw new RangeError(`A row has more than ${LONGEST_ROW} characters.`);
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

/** @param last no further than behind it */
function bare(text: string, start: number, delimiter: string, last: number): Field {
  const most = Math.min(text.length, last + 1);
  let end = start;
  while (end < most && text[end] !== delimiter && !isLineEnd(text, end)) end += 1;
  return { value: text.slice(start, end), end };
}

/** What stands between a closing quote and the next delimiter is taken as it is. */
function quoted(text: string, start: number, delimiter: string, last: number): Field {
  let value = '';
  let position = start + 1;
  for (;;) {
    const quote = text.indexOf('"', position);
    if (quote < 0) return { value: value + text.slice(position), end: text.length };
    value += text.slice(position, quote);
    position = quote + 1;
    if (position > last) return { value, end: position };
    if (text[position] !== '"') break;
    value += '"';
    position += 1;
  }
  const rest = bare(text, position, delimiter, last);
  return { value: value + rest.value, end: rest.end };
}

function isLineEnd(text: string, position: number): boolean {
  return text[position] === '\n' || (text[position] === '\r' && text[position + 1] === '\n');
}
