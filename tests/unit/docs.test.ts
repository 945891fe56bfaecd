import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { diagram } from '../../docs/generate/diagram.ts';
import { facts } from '../../docs/generate/facts.ts';
import { filled, pages } from '../../docs/generate/main.ts';
import { scenarioTable } from '../../docs/generate/scenario-table.ts';
import { filesBelow, namesIn, read, root, slugs } from '../project.ts';

const texts = [
  ...namesIn('.', '.md').map((name) => `${name}.md`),
  ...filesBelow('docs', '.md'),
  ...filesBelow('labs', '.md'),
  ...filesBelow('local-cloud', '.md'),
];

test.each([...(await pages())])('what is generated in %s is fresh', (path, { before, after }) => {
  expect(before, `run: npx node docs/generate/main.ts to write ${path}`).toBe(after);
});

const HEADINGS = [
  'Facts',
  'The graph',
  'When to use it, and when not',
  'What it teaches',
  'The rules',
  'Run it',
  'Scenarios',
  'How it fails and recovers',
  'Deploy',
  'Operate',
  'Clean up',
  'Deviations from the reference',
];

test.each(slugs)(
  'the page of %s opens with one sentence and has every part in its place',
  (slug) => {
    const page = read('docs/workflows', `${slug}.md`);
    const prose = page.replace(/^```[\s\S]*?^```$/gm, '');
    expect([...prose.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual(HEADINGS);
    expect(prose).toMatch(new RegExp(`^# ${slug}\\n\\n[^.]+\\.\\n\\n## `));
    expect(page).toMatch(/<!-- generated: facts -->\n\n\| A run like/);
    expect(page).toMatch(/<!-- generated: diagram -->\n\n```mermaid\n/);
    expect(page).toMatch(/<!-- generated: scenarios -->\n\n\| Scenario/);
  },
);

test.each(slugs)('the facts of %s are those of its definition and its wiring', (slug) => {
  const page = read('docs/workflows', `${slug}.md`);
  const { QueryLanguage = 'JSONPath' } = JSON.parse(read(`statemachines/${slug}.asl.json`));
  const wiring = read(`workflows/${slug}.yml`);
  const type = /StateMachineType: EXPRESS/.test(wiring) ? 'Express' : 'Standard';
  expect(page).toMatch(new RegExp(`^\\| Query language +\\| ${QueryLanguage} `, 'm'));
  expect(page).toMatch(new RegExp(`^\\| Type +\\| ${type}\\b`, 'm'));
});

test.each(slugs)('the page of %s tells what to do about each of its alarms', (slug) => {
  const page = read('docs/workflows', `${slug}.md`);
  const alarms = [...read(`workflows/${slug}.yml`).matchAll(/^ {2}(\w+Alarm):$/gm)];
  expect(alarms).not.toEqual([]);
  for (const [, alarm] of alarms) expect(page).toContain(`\`${alarm}\``);
});

test.each(texts)('every file that %s links to is there', (text) => {
  const links = [...read(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!);
  const files = links.filter((link) => !/^(https?:|mailto:|#)/.test(link));
  const missing = files.filter(
    (link) => !existsSync(join(root, dirname(text), link.replace(/#.*$/, ''))),
  );
  expect(missing).toEqual([]);
});

test.each(texts)('%s connects a shell to the local cloud with what is generated alone', (text) => {
  const byHand = read(text).replace(/<!-- generated: connect -->[\s\S]*?<!-- end -->/g, '');
  expect(byHand).not.toMatch(/^ *export AWS_/m);
});

test.each(texts.filter((text) => read(text).includes('\nnpx serverless deploy')))(
  '%s takes that back before anything is deployed to AWS',
  (text) => {
    const [before] = read(text).split('\nnpx serverless deploy');
    expect(before).toMatch(/<!-- generated: disconnect -->\n\n```sh\nunset AWS_ENDPOINT_URL /);
  },
);

const command = join(root, 'local-cloud/bin/local-cloud.mjs');
const help = execFileSync(process.execPath, [command, '--help'], { encoding: 'utf8' });

test.each(texts)('every command that %s names is one that local-cloud has', (text) => {
  const commands = [...help.matchAll(/^ {2}([a-z]+)/gm)].map(([, command]) => command);
  const named = [...read(text).matchAll(/(?:npx |`)local-cloud ([a-z]+)/g)].map(
    ([, command]) => command,
  );
  expect(named.filter((command) => !commands.includes(command))).toEqual([]);
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

/** A scenario that enters these states, by request or not, with a fault or not. */
function scenario(path: (string | string[])[], { status = 0, isFaulty = false } = {}) {
  const request = { url: '${ApiUrl}/tea', method: 'POST' as const, headers: {} };
  const steps =
    status > 0 ? [{ request, expect: { status } }] : [{ start: { payload: 'tea.json' } }];
  return {
    description: 'The kettle is dry.',
    faults: isFaulty ? [{ state: 'Pour', error: 'Dry' }] : [],
    given: [],
    steps,
    expect: { status: 'FAILED' as const, path, executions: 1 },
    verify: [],
  };
}

test('a scenario table names faults, the answers and the last state', () => {
  const dry = scenario(['Pour', ['A', 'B']], { status: 503, isFaulty: true });
  expect(scenarioTable({ scenarios: { 'dry-kettle': dry } })).toBe(
    [
      '| Scenario           | What happens       | Answers | Ends in |',
      '| ------------------ | ------------------ | ------- | ------- |',
      '| dry-kettle (fault) | The kettle is dry. | 503     | A, B    |',
    ].join('\n'),
  );
});

test('a scenario table has no answers where nothing is requested', () => {
  expect(scenarioTable({ scenarios: { dry: scenario(['Pour']) } })).toBe(
    [
      '| Scenario | What happens       | Ends in |',
      '| -------- | ------------------ | ------- |',
      '| dry      | The kettle is dry. | Pour    |',
    ].join('\n'),
  );
});

const TEAS = {
  scenarios: {
    usual: scenario(['Boil', 'Pour']),
    long: scenario(['Boil', ['Milk', 'Milk'], 'Pour']),
    faulty: scenario(['Boil', 'Boil', 'Boil', 'Boil', 'Pour'], { isFaulty: true }),
  },
};

test('facts count the states of the first and of the longest faultless scenario', () => {
  expect(facts(TEAS, 'STANDARD').split('\n').slice(2, 4)).toEqual([
    '| usual      | 2           | $0.0000500   | $50.00                |',
    '| long       | 4           | $0.000100    | $100.00               |',
  ]);
});

test('facts of an Express workflow are the price of one request, whatever its states', () => {
  expect(facts(TEAS, 'EXPRESS').split('\n').slice(2, 4)).toEqual([
    '| usual      | 2           | $0.00000110  | $1.10                 |',
    '| long       | 4           | $0.00000110  | $1.10                 |',
  ]);
});
