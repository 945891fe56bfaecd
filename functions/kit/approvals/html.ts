/** Markup that is safe to send. Only `html` makes it. */
export class Html {
  readonly markup: string;

  private constructor(markup: string) {
    this.markup = markup;
  }

  /** For the tag alone. */
  static of(markup: string): Html {
    return new Html(markup);
  }
}

type Part = Html | string | number | readonly Part[];

/** Markup with values in it: texts are escaped, other markup is put in as it is. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Html {
  const rest = values.map((value, at) => render(value) + strings[at + 1]);
  return Html.of(strings[0] + rest.join(''));
}

function render(value: Part): string {
  if (value instanceof Html) return value.markup;
  if (typeof value === 'object') return value.map(render).join('');
  return escapeText(String(value));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For an element's text and for an attribute's value in quotes. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!).replace(CONTROLS, '\ufffd');
}

/** Control characters but tab and line breaks, and halves of surrogate pairs: HTML has none. */
const CONTROLS = /[^\P{Cc}\t\n\r]|\p{Cs}/gu;
