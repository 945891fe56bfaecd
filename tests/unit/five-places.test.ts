import { expect, test } from 'vitest';
import { namesIn, read, slugs } from '../project.ts';

/** Folders of `functions/` that several workflows use, and that are none. */
const shared = ['kit', ...namesIn('workflows/shared', '.yml')];

test('there are workflows', () => {
  expect(slugs).not.toEqual([]);
});

test('a slug is lower case words with hyphens', () => {
  for (const slug of slugs) expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
});

test.each([
  ['statemachines/<slug>.asl.json', namesIn('statemachines', '.asl.json')],
  ['functions/<slug>/', namesIn('functions').filter((name) => !shared.includes(name))],
  ['events/<slug>/', namesIn('events')],
  ['docs/workflows/<slug>.md', namesIn('docs/workflows', '.md')],
])('%s are the workflows in workflows/<slug>.yml, no more and no fewer', (_, names) => {
  expect(names).toEqual(slugs);
});

test.each(slugs)('%s is in the table of the README', (slug) => {
  expect(read('README.md')).toContain(`[${slug}](docs/workflows/${slug}.md)`);
});
