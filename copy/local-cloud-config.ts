import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'local-cloud.config.json';

/**
 * How the local cloud packages a project with one workflow: with the choices that its scenarios need
 * and sample addresses of its recipients.
 */
export function localCloudConfig(root: string, parameters: Iterable<string>): string {
  const words: string[] = JSON.parse(readFileSync(join(root, FILE), 'utf8')).package.command;
  const known = [...parameters].map((name) => `--param=${name}=`);
  const command = words.filter(
    (word) => !word.startsWith('--param=') || known.some((start) => word.startsWith(start)),
  );
  return `${JSON.stringify({ package: { command } }, null, 2)}\n`;
}
