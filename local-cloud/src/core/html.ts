import { longText } from './long-text.ts';

const STYLE = `
:root { color-scheme: light dark; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1.25rem; font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; }
h2 { font-size: 1.125rem; }
`;

/** Nothing runs, nothing is loaded, nobody frames it, keeps it, or learns where it was left for. */
export const ALONE = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

const HEADERS = { ...ALONE, 'content-type': 'text/html; charset=utf-8' };

/**
 * A page for people, without scripts and without anything from elsewhere.
 *
 * @param body HTML; what is not ours in it is `escaped`
 */
export function page(title: string, style: string, body: string, status = 200) {
  const html = [...pagePieces(title, style, [body])].join('');
  return { status, headers: HEADERS, body: html };
}

/** The same, of a body in pieces: others have their turn while a long one is written. */
export function longPage(title: string, style: string, body: Iterable<string>) {
  return { status: 200, headers: HEADERS, body: longText(pagePieces(title, style, body)) };
}

function* pagePieces(title: string, style: string, body: Iterable<string>): Generator<string> {
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}${style}</style>
</head>
<body>
`;
  yield* body;
  yield `
</body>
</html>
`;
}

/** A sentence, which people are shown as a page. */
export function plain(status: number, told: string) {
  const headers = { ...ALONE, 'content-type': 'text/plain; charset=utf-8' };
  return { status, headers, body: `${told}\n`, told };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** Splits a text at its web addresses, which come to stand at the odd places. */
export const WEB_ADDRESS = /(https?:\/\/[^\s<>"']+)/;

/** The text, escaped, with its web addresses as links. */
export function linked(text: string): string {
  const parts = text.split(WEB_ADDRESS);
  return parts
    .map((part, at) => {
      const shown = escaped(part);
      return at % 2 === 0 ? shown : `<a href="${shown}">${shown}</a>`;
    })
    .join('');
}
