import { readFileSync } from 'node:fs';
import { type Package, packageProject } from 'local-cloud';
import { root } from '../project.ts';
import type { Template } from './grants.ts';

/** The package of the whole suite. One that is fresh is used as it is. */
export function suitePackage(): Promise<Package> {
  return packageProject({ project: root });
}

/** The template that is deployed, and the file it lies in. */
export async function packagedTemplate(): Promise<{ template: Template; file: string }> {
  const { templateFile } = await suitePackage();
  return { template: JSON.parse(readFileSync(templateFile, 'utf8')), file: templateFile };
}
