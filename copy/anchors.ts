import { UserError } from 'local-cloud';

/** `key: &name`, `<<: &name` or `- &name`, and the lines below that are indented deeper. */
const ANCHOR = /^( *)((?:[\w<]+:|-) )&([\w-]+)(.*\n(?:\1 +.*\n)*)/gm;

/**
 * An anchor that several fragments define alike is defined once, and referred to after that.
 * A name that stands for different things is refused.
 */
export function withoutRepeatedAnchors(text: string): string {
  const defined = new Map<string, string>();
  return text.replace(
    ANCHOR,
    (whole, indent: string, before: string, name: string, body: string) => {
      const meaning = body.replaceAll(`\n${indent}`, '\n');
      const earlier = defined.get(name);
      if (earlier !== undefined && earlier !== meaning) {
        throw new UserError(`The wiring has two anchors &${name} that differ`, {
          fix: 'Give one of them another name, in workflows/.',
        });
      }
      defined.set(name, meaning);
      return earlier === undefined ? whole : `${indent}${before}*${name}\n`;
    },
  );
}
