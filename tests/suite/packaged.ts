import { openProject, packaged } from '../../local-cloud/src/cli/project.ts';
import { read } from '../project.ts';
import type { Template } from './grants.ts';

/** Where `serverless package` writes the template that is deployed. */
export const TEMPLATE_FILE = '.serverless/cloudformation-template-update-stack.json';

/** The template of the whole suite. A package that is fresh is used as it is. */
export async function packagedTemplate(): Promise<Template> {
  const silent = { out: () => {}, err: () => {}, progress: () => {} };
  await packaged(openProject(), silent, { build: true });
  return JSON.parse(read(TEMPLATE_FILE));
}
