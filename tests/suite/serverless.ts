import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { onTestFinished } from 'vitest';
import { copyWorkflow } from '../../copy/copy-workflow.ts';
import { root } from '../project.ts';

/** Somebody for every mail, as the local cloud names them. */
export const RECIPIENTS: readonly string[] = JSON.parse(
  readFileSync(join(root, 'local-cloud.config.json'), 'utf8'),
).package.command.filter((word: string) => word.startsWith('--param='));

/** The project's own framework, and its Node, come first. */
export const PATH = `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}`;

/** A workflow as a project of its own, with the packages of this one. */
export function copyOfWorkflow(slug: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'workflows-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  copyWorkflow(root, slug, folder, () => {});
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** A copy of what is packaged, so that the package of the project itself is left alone. */
export function copyProject(folder: string): void {
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
}

/** The files of a name in the archives of the functions, as text. */
export function packedFiles(cwd: string, name: RegExp): Record<string, string> {
  const zips = readdirSync(join(cwd, '.serverless')).filter((file) => file.endsWith('.zip'));
  const files = zips.flatMap((zip) => {
    const entries = unzipSync(readFileSync(join(cwd, '.serverless', zip)), {
      filter: (file) => name.test(file.name),
    });
    return Object.entries(entries).map(([path, bytes]) => [`${zip} ${path}`, strFromU8(bytes)]);
  });
  return Object.fromEntries(files);
}

/** The template but for when it was packaged. */
export function template(cwd: string): { Resources: Record<string, { Type: string }> } {
  const file = join(cwd, '.serverless/cloudformation-template-update-stack.json');
  return JSON.parse(readFileSync(file, 'utf8').replace(/\/\d{13}-[^/"]+/g, '/TIME'));
}

export function stackName(cwd: string): string {
  const state = JSON.parse(readFileSync(join(cwd, '.serverless/serverless-state.json'), 'utf8'));
  return state.service.provider.stackName;
}
