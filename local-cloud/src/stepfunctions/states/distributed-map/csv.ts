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
 * Reads records as Step Functions does: fields may be quoted, quotes are doubled in quotes and
 * without, a backslash escapes itself, quotes and delimiters, and is nothing before others. Line
 * ends are CRLF or LF. Empty lines are no records.
 * https://docs.aws.amazon.com/step-functions/latest/dg/example-csv-parse-dist-map.html
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
  let isPlain = true;
  while (end < most && text[end] !== delimiter && !isLineEnd(text, end)) {
    if (text[end] === '"' || text[end] === '\\') isPlain = false;
    end += isPair(text, end, delimiter) ? 2 : 1;
  }
  const value = text.slice(start, end);
  return { value: isPlain ? value : value.replace(PAIR, unpaired), end };
}

/** What stands between a closing quote and the next delimiter is taken as if nothing were before it. */
function quoted(text: string, start: number, delimiter: string, last: number): Field {
  let value = '';
  let position = start + 1;
  for (;;) {
    PLAIN.lastIndex = position;
    const [plain = ''] = PLAIN.exec(text) ?? [];
    value += plain;
    position += plain.length;
    if (position >= text.length || position > last) return { value, end: position };
    if (isPair(text, position, delimiter)) {
      value += text[position + 1];
      position += 2;
    } else if (text[position++] === '"') break;
  }
  const rest = bare(text, position, delimiter, last);
  return { value: value + rest.value, end: rest.end };
}

const PLAIN = /[^"\\]*/y;
/** A doubled quote, or a backslash and what is behind it. */
const PAIR = /"(")|\\(.?)/gs;

function unpaired(_pair: string, quote?: string, escaped?: string): string {
  return quote ?? escaped ?? '';
}

/** Whether the character is written as two. */
function isPair(text: string, position: number, delimiter: string): boolean {
  const second = text[position + 1];
  if (text[position] === '"') return second === '"';
  return text[position] === '\\' && (second === '\\' || second === '"' || second === delimiter);
}

function isLineEnd(text: string, position: number): boolean {
  return text[position] === '\n' || (text[position] === '\r' && text[position + 1] === '\n');
}
