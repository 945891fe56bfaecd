import { readJson } from '../core/json-number.ts';

/** Enough to see what it is about. */
const MOST = 200;

/**
 * A JSON text with room between its parts, so that it can be folded; any other text as it is.
 * What is long is cut short for a terminal, which has a width.
 */
export function readable(text: string, width?: number, most = MOST): string {
  const spaced = spacedJson(text);
  if (width === undefined || spaced.length <= most) return spaced;
  return `${spaced.slice(0, most)}... (${spaced.length} characters; --json prints all)`;
}

/** New lines stand between the parts only: those in strings are escaped. */
function spacedJson(text: string): string {
  try {
    return JSON.stringify(readJson(text), null, 1).replace(/\n */g, ' ');
  } catch {
    return text;
  }
}
