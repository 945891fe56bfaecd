import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withRequired } from '../serverless/compose.ts';
import { withoutRepeatedAnchors } from './anchors.ts';
import { headingsOf, type Sections, sectionsOf } from './sections.ts';

/** Where several workflows are put together: what a project with one of them writes itself. */
const COMPOSED = ['service', 'custom', 'functions', 'resources'];

const WIDTH = 96;

/**
 * The serverless.yml of a project that has this workflow alone: provider and build as they are in
 * this project, and the fragments of the workflow and of what it requires, as they are written.
 */
export function wiring(root: string, slug: string): string {
  const names = [...withRequired(join(root, 'workflows'), [slug]).keys()];
  const fragments = names.map((name) => sectionsIn(root, `workflows/${name}.yml`));
  const kept = [...sectionsIn(root, 'serverless.yml').bodies]
    .filter(([key]) => !COMPOSED.includes(key))
    .map(([key, body]) => `${key}:${body}`.trimEnd());
  const parts = [
    `${fragments[0]!.header}service: ${slug}`,
    ...kept,
    `functions:\n${merged(fragments, 'functions')}`,
    `resources:\n${conditions(fragments)}  Resources:\n${indented(merged(fragments, 'resources'))}`,
    `  Outputs:\n${indented(merged(fragments, 'outputs'))}`,
  ];
  return withoutRepeatedAnchors(`${parts.join('\n\n')}\n`);
}

/** A template has conditions, or no such section. */
function conditions(fragments: readonly Sections[]): string {
  const own = merged(fragments, 'conditions');
  return own === '' ? '' : `  Conditions:\n${indented(own)}\n\n`;
}

function sectionsIn(root: string, file: string): Sections {
  return sectionsOf(readFileSync(join(root, file), 'utf8'));
}

/** A section of all fragments; what they have under the same heading stands together. */
function merged(fragments: readonly Sections[], section: string): string {
  const groups = new Map<string, string[]>();
  fragments.forEach((fragment, at) => {
    let comment = at > 0 ? introduction(fragment, section) : '';
    for (const [heading, text] of headingsOf(fragment.bodies.get(section) ?? '')) {
      groups.set(heading, [...(groups.get(heading) ?? []), comment + trimmed(text)]);
      comment = '';
    }
  });
  const between = section === 'outputs' ? '\n' : '\n\n';
  const titled = [...groups].map(([heading, texts]) => titleLine(heading) + texts.join(between));
  return titled.join('\n\n');
}

/** What a shared fragment says of itself stands above the first thing it brings. */
function introduction({ header, bodies }: Sections, section: string): string {
  const first = [...bodies.keys()].find((key) => key !== 'requires');
  return section === first ? indented(header) : '';
}

function titleLine(heading: string): string {
  return heading === '' ? '' : `${`  # --- ${heading} `.padEnd(WIDTH, '-')}\n`;
}

function trimmed(text: string): string {
  return text.replace(/^\n+/, '').trimEnd();
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
