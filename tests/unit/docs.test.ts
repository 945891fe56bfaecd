import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { diagram } from '../../docs/generate/diagram.ts';
import { filled, pages } from '../../docs/generate/main.ts';
import { scenarioTable } from '../../docs/generate/scenario-table.ts';
import { filesBelow, namesIn, read, root, slugs } from '../project.ts';

const texts = [...namesIn('.', '.md').map((name) => `${name}.md`), ...filesBelow('docs', '.md')];

test.each([...pages()])('what is generated in %s is fresh', (path, { before, after }) => {
  expect(before, `run: npx node docs/generate/main.ts to write ${path}`).toBe(after);
});

test.each(slugs)('the page of %s has its diagram and its scenarios', (slug) => {
  const page = read('docs/workflows', `${slug}.md`);
  expect(page).toMatch(/<!-- generated: diagram -->\n\n```mermaid\n/);
  expect(page).toMatch(/<!-- generated: scenarios -->\n\n\| Scenario/);
});

test.each(texts)('every file that %s links to is there', (text) => {
  const links = [...read(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
  const files = links.filter((link) => !/^(https?:|mailto:|#)/.test(link));
  const missing = files.filter(
    (link) => !existsSync(join(root, dirname(text), link.replace(/#.*$/, ''))),
  );
  expect(missing).toEqual([]);
});

test('a generated part is made anew between its marks, and nothing else is touched', () => {
  const text =
    'a\n<!-- generated: one -->\nold\n<!-- end -->\nb\n<!-- generated: two -->\n<!-- end -->\n';
  expect(filled(text, { one: 'new' })).toBe(
    'a\n<!-- generated: one -->\n\nnew\n\n<!-- end -->\nb\n<!-- generated: two -->\n<!-- end -->\n',
  );
});

test('a diagram shows states by their kind, ways, and caught errors', () => {
  const machine = {
    StartAt: 'Any Tea?',
    States: {
      'Any Tea?': { Type: 'Choice', Choices: [{ Next: 'Pour' }], Default: 'No Tea' },
      Pour: {
        Type: 'Task',
        Next: 'Tea',
        Catch: [
          { ErrorEquals: ['Tea.Spilt'], Next: 'No Tea' },
          { ErrorEquals: ['States.ALL'], Next: 'No Tea' },
        ],
      },
      Tea: { Type: 'Succeed' },
      'No Tea': { Type: 'Fail' },
    },
  };
  expect(diagram(machine).split('\n').slice(1)).toEqual([
    '  start((" ")) --> AnyTea',
    '  AnyTea{"Any Tea?"}',
    '  Pour["Pour"]',
    '  Tea(["Tea"])',
    '  NoTea(["No Tea"])',
    '  AnyTea -->|yes| Pour',
    '  AnyTea -->|no| NoTea',
    '  Pour --> Tea',
    '  Pour -.->|Spilt| NoTea',
    '  Pour -.->|any other error| NoTea',
  ]);
});

test('a scenario table names faults, the answers and the last state', () => {
  const expectation = { status: 'FAILED' as const, path: ['Pour', ['A', 'B']], executions: 1 };
  const request = { url: '${ApiUrl}/tea', method: 'POST' as const, headers: {} };
  const scenario = {
    description: 'The kettle is dry.',
    faults: [{ state: 'Pour', error: 'Dry' }],
    given: [],
    steps: [{ request, expect: { status: 503 } }],
    expect: expectation,
    verify: [],
  };
  expect(scenarioTable({ scenarios: { 'dry-kettle': scenario } })).toBe(
    [
      '| Scenario           | What happens       | Answers | Ends in |',
      '| ------------------ | ------------------ | ------- | ------- |',
      '| dry-kettle (fault) | The kettle is dry. | 503     | A, B    |',
    ].join('\n'),
  );
});
