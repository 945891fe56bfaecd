/** A form of an HTML page, as far as pages that ask for a decision need it. */
export interface Form {
  readonly method: string;
  /** As it stands there; undefined: the page's own address. */
  readonly action: string | undefined;
  /** What would be sent besides the button: inputs and text areas, by name. */
  readonly fields: ReadonlyMap<string, string>;
  readonly buttons: readonly { readonly name: string; readonly value: string }[];
}

/** The first form of a page, or undefined when it has none. */
export function readForm(page: string): Form | undefined {
  const form = /<form\b([^>]*)>([\s\S]*?)<\/form>/i.exec(page);
  if (form === null) return undefined;
  const { method = 'get', action } = attributes(form[1]!);
  const inner = form[2]!;
  return {
    method: method.toUpperCase(),
    action,
    fields: new Map([...inputs(inner), ...textAreas(inner)]),
    buttons: [...inner.matchAll(/<button\b([^>]*)>/gi)].map(([, text]) => {
      const { name = '', value = '' } = attributes(text!);
      return { name, value };
    }),
  };
}

function inputs(html: string): [string, string][] {
  return [...html.matchAll(/<input\b([^>]*)>/gi)].map(([, text]) => {
    const { name = '', value = '' } = attributes(text!);
    return [name, value];
  });
}

/** A line break right after the tag is not part of the text. */
function textAreas(html: string): [string, string][] {
  const found = html.matchAll(/<textarea\b([^>]*)>\n?([\s\S]*?)<\/textarea>/gi);
  return [...found].map(([, text, value]) => [attributes(text!).name ?? '', unescaped(value!)]);
}

function attributes(text: string): Readonly<Record<string, string>> {
  const found = text.matchAll(/([a-z-]+)="([^"]*)"/gi);
  return Object.fromEntries([...found].map(([, name, value]) => [name, unescaped(value!)]));
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
};

function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name]!);
}
