import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { role } from './support/role.ts';

const BIN = join(import.meta.dirname, '../bin/local-cloud.mjs');

const TEMPLATE = {
  Resources: {
    Role: role('states.amazonaws.com'),
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Definition: { StartAt: 'Pour', States: { Pour: { Type: 'Pass', End: true } } },
      },
    },
  },
  Outputs: { Machine: { Value: { Ref: 'Machine' } } },
};

const scenarios = (needs: string) => `
stateMachine: Machine
needs: [${needs}]
scenarios:
  poured:
    description: It is poured.
    steps: [start: { payload: cup.json }]
    expect: { status: SUCCEEDED, path: [Pour] }
`;

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'demo-'));
  const files = {
    'local-cloud.config.json': '{ "template": "template.json" }',
    'template.json': JSON.stringify(TEMPLATE),
    'events/milk/scenarios.yml': scenarios('"@kettle/milk"'),
    'events/milk/cup.json': '{}',
    'events/tea/scenarios.yml': scenarios(''),
    'events/tea/cup.json': '{}',
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
});
afterAll(() => rmSync(root, { recursive: true }));

const command = (...words: string[]) =>
  spawnSync(process.execPath, [BIN, ...words], { cwd: root, encoding: 'utf8' });

test('scenarios whose packages are not installed are left out, which the demo says', () => {
  const { stdout, status } = command('demo');
  expect(stdout).toContain('1 passed, 0 failed');
  expect(stdout).toContain(
    'Left out: all scenarios of milk. They need @kettle/milk, not installed here: npm install --include=optional',
  );
  expect(status).toBe(0);
});

test('one of them alone is refused with what to install', () => {
  const { stderr, status } = command('run', 'milk', 'poured');
  expect(stderr).toContain('The scenarios of milk need packages that are not installed');
  expect(stderr).toContain('How to fix it: npm install --include=optional');
  expect(status).toBe(1);
});
