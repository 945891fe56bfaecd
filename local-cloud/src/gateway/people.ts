import { STATUS_CODES } from 'node:http';
import { escaped, page } from '../core/html.ts';
import type { HttpRequest, HttpResponse } from './dispatcher.ts';

/** What to do next, where the answer itself does not say. */
const ADVICE: Readonly<Record<number, string>> = {
  404: 'Is the link complete?',
  413: 'What was sent is too large.',
  429: 'Too many came at once, and nothing was done. Go back, wait a moment, and try again.',
  500: 'Go back and try again. The log of the function says what went wrong.',
  503: 'Go back and try again in a moment.',
};

/** The answer as whoever asks can read it: JSON or text for programs, a page for a browser. */
export function shown(response: HttpResponse, { headers }: HttpRequest): HttpResponse {
  const { status, told } = response;
  if (told === undefined || !/\btext\/html\b/i.test(headers.accept ?? '')) return response;
  const title = status < 400 ? told : `${status} ${STATUS_CODES[status] ?? ''}`.trim();
  const sentences = [told, ADVICE[status]].filter(
    (text) => text !== undefined && text !== STATUS_CODES[status] && text !== title,
  );
  const paragraphs = sentences.map((text) => `<p>${escaped(text!)}</p>`);
  const body = `<main>\n<h1>${escaped(title)}</h1>\n${paragraphs.join('\n')}\n</main>`;
  const made = page(title, '', body, status);
  return { ...made, headers: { ...response.headers, ...made.headers } };
}
