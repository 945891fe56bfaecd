import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { root, slugs } from '../project.ts';
import { copyProject, PATH, packedFiles, RECIPIENTS } from './serverless.ts';

function copyOfProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'workflows-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  copyProject(folder);
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

/** Digests of the archives, by their names. */
function archives(cwd: string): Record<string, string> {
  const zips = readdirSync(join(cwd, '.serverless')).filter((name) => name.endsWith('.zip'));
  const digest = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(cwd, '.serverless', name)))
      .digest('hex');
  return Object.fromEntries(zips.map((name) => [name, digest(name)]));
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

test('the suite is packaged to the same artifacts again, which bring the SDK along', () => {
  const folder = copyOfProject();
  expect(serverlessPackage(folder).status).toBe(0);
  const first = archives(folder);
  for (const code of Object.values(packedFiles(folder, /\.mjs$/))) {
    expect(code).not.toMatch(/\bfrom ?["']@aws-sdk/);
  }
  expect(serverlessPackage(folder).status).toBe(0);
  expect(archives(folder)).toEqual(first);
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
