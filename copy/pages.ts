import { dirname, join, relative } from 'node:path';

/** The project that a page is written for. */
interface Target {
  readonly slug: string;
  /** Whether a path from its root is a file or a folder there. */
  has(path: string): boolean;
}

const LINK = /\[([^\]]*)\]\(([^)\s]+)\)/g;

/**
 * A page of the docs in a project that has one workflow: the wiring is its serverless.yml, the
 * stack has its name, and what is not there (other workflows' pages) is no link.
 */
export function pageFor({ slug, has }: Target, page: string, text: string): string {
  const linked = (whole: string, label: string, link: string) => {
    if (/^(https?:|mailto:|#)/.test(link)) return whole;
    const path = join(dirname(page), link.replace(/#.*$/, ''));
    if (path.startsWith('workflows/')) {
      return `[\`serverless.yml\`](${relative(dirname(page), 'serverless.yml')})`;
    }
    return has(path) ? whole : label;
  };
  return text
    .replaceAll(` --param workflow=${slug}`, '')
    .replaceAll('workflows-dev', `${slug}-dev`)
    .replace(/^.*$/gm, (line) => aligned(line, once(line.replace(LINK, linked))));
}

/** A list of several fragments has become the same link several times. */
function once(line: string): string {
  return line.replace(/(\[[^\]]*\]\([^)]*\))(, \1)+/g, '$1');
}

/** A row of a table stays as wide as it was. */
function aligned(before: string, after: string): string {
  if (!before.startsWith('|') || !after.endsWith(' |')) return after;
  return `${after.slice(0, -2).padEnd(before.length - 2)} |`;
}

/** The sentence that a workflow's page opens with. */
export function openingOf(page: string): string {
  return /^# .*\n\n([\s\S]*?)\n\n/.exec(page)![1]!;
}

/** What a workflow's page tells people to type to deploy it, in a shell that talks to AWS. */
export function deployCommandOf(page: string): string {
  const [, deploy] = /^## Deploy\n([\s\S]*?)^## /m.exec(page)!;
  const blocks = [...deploy!.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block!);
  return ['unset ', 'npx serverless deploy']
    .map((start) => blocks.find((block) => block.startsWith(start))!.trimEnd())
    .join('\n');
}
