import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { expect, onTestFinished, test, vi } from 'vitest';
import { root, slugs } from '../project.ts';
import { copyOfWorkflow, PATH, RECIPIENTS } from './serverless.ts';

/** A copy of what is packaged, so that the package of the project itself is left alone. */
function copyOfProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'workflows-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const part of [
    'package.json',
    'serverless.yml',
    'serverless',
    'workflows',
    'statemachines',
    'functions',
  ]) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

function serverlessPackage(cwd: string, ...args: string[]) {
  return serverless(cwd, ...RECIPIENTS, ...args);
}

/** Takes bundles that were made before: what is copied is bundled anew, and must come to the same. */
function serverless(cwd: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync('serverless', ['package', ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, PATH },
  });
  return { status, printed: stdout + stderr };
}

function artifacts(cwd: string): Record<string, string> {
  const zips = readdirSync(join(cwd, '.serverless')).filter((name) => name.endsWith('.zip'));
  const contents = zips.map((name) => readFileSync(join(cwd, '.serverless', name), 'base64'));
  return Object.fromEntries(zips.map((name, at) => [name, contents[at]!]));
}

/** The template but for when it was packaged. */
function template(cwd: string): unknown {
  const file = join(cwd, '.serverless/cloudformation-template-update-stack.json');
  const text = readFileSync(file, 'utf8');
  return JSON.parse(text.replace(/\/production\/\d{13}-[^/"]+/g, '/production/TIME'));
}

test('an unknown workflow is answered with the names there are, and nothing is written', () => {
  const folder = copyOfProject();
  const { status, printed } = serverlessPackage(folder, '--param', 'workflow=no-such-workflow');
  expect(status).toBe(1);
  expect(printed).toContain(
    `There is no workflow "no-such-workflow". The workflows are: ${slugs.join(', ')}.`,
  );
  expect(printed).not.toMatch(/^\s+at /m);
  expect(readdirSync(folder)).not.toContain('.serverless');
});

test.each(slugs)(
  '%s is packaged alone, in a stack of its own; copied out of here, to the same',
  (slug) => {
    const folder = copyOfProject();
    // A long name of a stage: every name still fits, or nothing would be packaged.
    const stage = ['--stage', 'production'];
    const { status, printed } = serverlessPackage(folder, ...stage, `--param=workflow=${slug}`);
    expect(status, printed).toBe(0);
    const state = JSON.parse(
      readFileSync(join(folder, '.serverless/serverless-state.json'), 'utf8'),
    );
    expect(state.service.provider.stackName).toBe(`${slug}-production`);
    const machines = Object.values(
      state.service.provider.compiledCloudFormationTemplate.Resources as Record<
        string,
        { Type: string }
      >,
    ).filter(({ Type }) => Type === 'AWS::StepFunctions::StateMachine');
    expect(machines).toHaveLength(1);

    const copied = copyOfWorkflow(slug);
    vi.stubEnv('BUNDLE_CACHE', 'off');
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(serverlessPackage(copied, ...stage).status).toBe(0);
    expect(template(copied)).toEqual(template(folder));
    expect(artifacts(copied)).toEqual(artifacts(folder));
  },
);

test('the suite is packaged to the same artifacts again, which bring the SDK along', () => {
  const folder = copyOfProject();
  expect(serverlessPackage(folder).status).toBe(0);
  const first = artifacts(folder);
  for (const zip of Object.values(first)) {
    const [code] = Object.values(unzipSync(Buffer.from(zip, 'base64')));
    expect(Buffer.from(code!).toString()).not.toMatch(/\bfrom ?["']@aws-sdk/);
  }
  expect(serverlessPackage(folder).status).toBe(0);
  expect(artifacts(folder)).toEqual(first);
});

test('without recipients nothing is packaged: they are named with what to type', () => {
  const folder = copyOfProject();
  const { status, printed } = serverless(folder, '--param=workflow=credit-card');
  expect(status).toBe(1);
  expect(printed).toContain('--param operator=you@example.com');
  expect(printed).toContain('--param reviewer=you@example.com');
  expect(printed).not.toMatch(/^\s+at /m);
  expect(readdirSync(folder)).not.toContain('.serverless');
});

test('recipients that stand in serverless.yml, by stage, need not be typed', () => {
  const folder = copyOfProject();
  const file = join(folder, 'serverless.yml');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('\n  prod:\n', '\n  prod:\n    operator: o@example.com\n'));
  const args = ['--param=workflow=bank-account', '--stage', 'prod'];
  const { status, printed } = serverless(folder, ...args);
  expect(status, printed).toBe(0);
});

test('a name that AWS does not take is refused: which, how long, and what AWS takes', () => {
  const folder = copyOfProject();
  const { status, printed } = serverlessPackage(folder, '--stage', 's'.repeat(40));
  expect(status).toBe(1);
  expect(printed).toMatch(
    /AWS::Lambda::Function workflows-s+-verify-address: \d\d characters, 64 at most/,
  );
});

test('code that does not compile is an error with its place, and no stack trace', () => {
  const folder = copyOfProject();
  cpSync(join(root, 'LICENSE'), join(folder, 'functions/bank-account/errors.ts'));
  const { status, printed } = serverlessPackage(folder);
  expect(status).toBe(1);
  expect(printed).toContain('functions/bank-account/errors.ts:1');
  expect(printed).not.toMatch(/^\s+at /m);
});
