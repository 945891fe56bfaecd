import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What only a project of several workflows has. */
const COMPOSED = ['workflows'];

const FILE = 'local-cloud.config.json';

/** How the local cloud packages a project with one workflow: with the parameters that it knows. */
export function localCloudConfig(root: string, parameters: Iterable<string>): string {
  const config = JSON.parse(readFileSync(join(root, FILE), 'utf8'));
  const known = [...parameters].map((name) => `--param=${name}=`);
  const isNeeded = (word: string) =>
    !word.startsWith('--param=') || known.some((parameter) => word.startsWith(parameter));
  config.package.command = config.package.command.filter(isNeeded);
  config.package.workflowArguments = [];
  config.package.sources = config.package.sources.filter(
    (name: string) => !COMPOSED.includes(name),
  );
  return `${JSON.stringify(config, null, 2)}\n`;
}
