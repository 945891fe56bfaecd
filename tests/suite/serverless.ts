import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
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
