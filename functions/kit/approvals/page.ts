import type { HttpAnswer } from '../http.ts';
import { Html, html } from './html.ts';
import { STYLE, STYLE_HASH } from './style.ts';

/**
 * The link is a key: no other site may learn it (referrer), no cache and no search engine keep
 * the page, nothing but the page's own style is loaded, no script runs, and no other site may
 * frame it to steal a click.
 */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': [
    "default-src 'none'",
    `style-src '${STYLE_HASH}'`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
} as const;

const style = Html.of(`<style>${STYLE}</style>`);

/** A whole page as the answer of a route. */
export function page(statusCode: number, title: string, content: Html): HttpAnswer {
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${style}
</head>
<body>
<main>
${content}
</main>
</body>
</html>
`;
  return { statusCode, headers: { ...HEADERS }, body: document.markup };
}
