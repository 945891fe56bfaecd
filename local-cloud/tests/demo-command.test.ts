import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
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

/** A program that opens addresses, as a desktop has it: it notes what it is given. */
function desktop() {
  const folder = mkdtempSync(join(tmpdir(), 'desktop-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const opened = join(folder, 'opened');
  writeFileSync(join(folder, 'xdg-open'), `#!/bin/sh\necho "$1" > ${opened}\n`, { mode: 0o755 });
  return { opened, env: { ...process.env, PATH: `${folder}:${process.env.PATH}`, DISPLAY: ':0' } };
}

test.skipIf(process.platform !== 'linux')(
  'the console is opened in the browser, and stays there until the demo is interrupted',
  async () => {
    const { opened, env } = desktop();
    const demo = spawn(process.execPath, [BIN, 'demo', '--open'], { cwd: root, env });
    const ended = new Promise((resolve) => demo.on('exit', resolve));
    let told = '';
    demo.stderr.on('data', (text) => (told += text));
    await expect.poll(() => told).toContain('until Ctrl+C');
    const [url] = /http:\S+/.exec(told)!;
    await expect.poll(() => existsSync(opened) && readFileSync(opened, 'utf8')).toBe(`${url}\n`);
    const page = await fetch(url, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('id="console"');
    demo.kill('SIGINT');
    expect(await ended).toBe(0);
  },
);

test.skipIf(process.platform !== 'linux')('where there is no screen, nothing is opened', () => {
  const { opened, env } = desktop();
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...bare } = env as NodeJS.ProcessEnv;
  const { status } = spawnSync(process.execPath, [BIN, 'demo', '--open'], {
    ...{ cwd: root, env: bare, encoding: 'utf8' },
  });
  expect(status).toBe(0);
  expect(existsSync(opened)).toBe(false);
});

test('scenarios whose packages are not installed are left out, which the demo says', () => {
  const { stdout, status } = command('demo');
  expect(stdout).toContain('1 passed, 0 failed');
  expect(stdout).toContain(
    'Left out: all scenarios of milk. They need @kettle/milk, not installed here: npm install --include=optional',
  );
  expect(status).toBe(0);
});

test('of workflows that are named nothing else is run, or left out', () => {
  const { stdout, status } = command('demo', 'tea');
  expect(stdout).toContain('1 passed, 0 failed');
  expect(stdout).not.toContain('milk');
  expect(status).toBe(0);
});

test('a workflow that is not there is told with those that are', () => {
  const { stderr, status } = command('demo', 'tea', 'mlik');
  expect(stderr).toContain('There is no workflow "mlik"');
  expect(stderr).toContain('Did you mean "milk"? Take one of: milk, tea');
  expect(status).toBe(2);
});

test('one of them alone is refused with what to install', () => {
  const { stderr, status } = command('run', 'milk', 'poured');
  expect(stderr).toContain('The scenarios of milk need packages that are not installed');
  expect(stderr).toContain('How to fix it: npm install --include=optional');
  expect(status).toBe(1);
});
