import { JsonataFailure } from '../failure.ts';
import type { Run } from '../frame.ts';
import { Native } from '../native.ts';
import { textOf } from '../text.ts';

type Text = string | undefined;

/** https://docs.jsonata.org/string-functions, without those that match patterns */
export const STRINGS: Readonly<Record<string, Native>> = {
  string: new Native(
    '<x-b?:s>',
    1,
    (run, value: unknown, prettify?: boolean) =>
      value === undefined ? undefined : textOf(run, value, prettify ? 2 : 0),
    2,
  ),
  substring: new Native('<s-nn?:s>', 3, substring),
  substringBefore: new Native('<s-s:s>', 2, (_run, text: Text, chars: Text) => {
    const at = text?.indexOf(String(chars)) ?? -1;
    return at < 0 ? text : text!.slice(0, at);
  }),
  substringAfter: new Native('<s-s:s>', 2, (_run, text: Text, chars: Text) => {
    const at = text?.indexOf(String(chars)) ?? -1;
    return at < 0 ? text : text!.slice(at + String(chars).length);
  }),
  lowercase: ofText((text) => text.toLowerCase()),
  uppercase: ofText((text) => text.toUpperCase()),
  length: new Native('<s-:n>', 1, (run, text: Text) =>
    text === undefined ? undefined : lengthOf(run, text),
  ),
  trim: ofText((text) => text.replace(/[ \t\n\r]+/g, ' ').replace(/^ | $/g, ''), 8),
  pad: new Native('<s-ns?:s>', 3, pad),
  join: new Native('<a<s>s?:s>', 2, join),
  base64encode: ofText((text) => Buffer.from(text, 'latin1').toString('base64')),
  encodeUrlComponent: ofUrl('encodeUrlComponent', encodeURIComponent),
  encodeUrl: ofUrl('encodeUrl', encodeURI),
  decodeUrlComponent: ofUrl('decodeUrlComponent', decodeURIComponent),
  decodeUrl: ofUrl('decodeUrl', decodeURI),
};

/** `weight`: how much longer it takes than to copy the text. */
function ofText(convert: (text: string) => string, weight = 1): Native {
  return new Native('<s-:s>', 1, (run, text: Text) => {
    if (text === undefined) return undefined;
    run.spendText(text.length);
    run.spendSearch(weight * text.length);
    return convert(text);
  });
}

function ofUrl(functionName: string, convert: (text: string) => string): Native {
  return ofText((text) => {
    try {
      return convert(text);
    } catch {
      throw new JsonataFailure('D3140', { functionName, value: text });
    }
  });
}

/** In characters, of which some are two units of UTF-16. */
function lengthOf(run: Run, text: string): number {
  run.spendSearch(text.length);
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}

function substring(run: Run, text?: string, start?: number, length?: number): Text {
  if (text === undefined) return undefined;
  if (start === undefined) return length === undefined ? text : '';
  run.spendItems(text.length);
  const chars = [...text];
  const from = chars.length + start < 0 ? 0 : start;
  if (length === undefined) return chars.slice(from).join('');
  if (length <= 0) return '';
  const to = from >= 0 ? from + length : chars.length + from + length;
  return chars.slice(from, to).join('');
}

/** A width below zero fills on the left. */
function pad(run: Run, text?: string, width?: number, char?: string): Text {
  if (text === undefined || width === undefined) return text;
  const length = Math.abs(Math.trunc(width));
  run.spendText(length);
  const missing = Math.max(0, length - lengthOf(run, text));
  const filler = repeated(char || ' ', missing);
  return width < 0 ? filler + text : text + filler;
}

function repeated(text: string, length: number): string {
  const chars = [...text];
  const whole = text.repeat(Math.floor(length / chars.length));
  return whole + chars.slice(0, length % chars.length).join('');
}

function join(run: Run, texts?: readonly string[], separator = ''): Text {
  if (texts === undefined) return undefined;
  run.spend(texts.length);
  run.spendText(texts.reduce((sum, { length }) => sum + length + separator.length, 0));
  return texts.join(separator);
}
