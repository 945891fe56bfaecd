import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { copyWorkflow } from '../../copy/copy-workflow.ts';
import { root, slugs } from '../project.ts';

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

/** A workflow as a project of its own, with the packages of this one. */
function copyOfWorkflow(slug: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'workflows-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  copyWorkflow(root, slug, folder, () => {});
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

function serverlessPackage(cwd: string, ...args: string[]) {
  const PATH = `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}`;
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

/** The template but for the name of the stack here, and for when it was packaged. */
function template(cwd: string, slug: string): unknown {
  const file = join(cwd, '.serverless/cloudformation-template-update-stack.json');
  const text = readFileSync(file, 'utf8').replaceAll(`workflows-${slug}`, slug);
  return JSON.parse(text.replace(/\/dev\/\d{13}-[^/"]+/g, '/dev/TIME'));
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
    const { status, printed } = serverlessPackage(folder, '--param', `workflow=${slug}`);
    expect(status, printed).toBe(0);
    const state = JSON.parse(
      readFileSync(join(folder, '.serverless/serverless-state.json'), 'utf8'),
    );
    expect(state.service.provider.stackName).toBe(`workflows-${slug}-dev`);
    const machines = Object.values(
      state.service.provider.compiledCloudFormationTemplate.Resources as Record<
        string,
        { Type: string }
      >,
    ).filter(({ Type }) => Type === 'AWS::StepFunctions::StateMachine');
    expect(machines).toHaveLength(1);

    const copied = copyOfWorkflow(slug);
    expect(serverlessPackage(copied).status).toBe(0);
    expect(template(copied, slug)).toEqual(template(folder, slug));
    expect(artifacts(copied)).toEqual(artifacts(folder));
  },
);

test('the suite is packaged to the same artifacts again', () => {
  const folder = copyOfProject();
  expect(serverlessPackage(folder).status).toBe(0);
  const first = artifacts(folder);
  expect(serverlessPackage(folder).status).toBe(0);
  expect(artifacts(folder)).toEqual(first);
});

test('code that does not compile is an error with its place, and no stack trace', () => {
  const folder = copyOfProject();
  cpSync(join(root, 'LICENSE'), join(folder, 'functions/bank-account/errors.ts'));
  const { status, printed } = serverlessPackage(folder);
  expect(status).toBe(1);
  expect(printed).toContain('functions/bank-account/errors.ts:1');
  expect(printed).not.toMatch(/^\s+at /m);
});
