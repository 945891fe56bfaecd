import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'local-cloud.config.json';

/** How the local cloud packages a project with one workflow: with sample addresses of its recipients. */
export function localCloudConfig(root: string, recipients: Iterable<string>): string {
  const words: string[] = JSON.parse(readFileSync(join(root, FILE), 'utf8')).package.command;
  const samples = [...recipients].map((name) => `--param=${name}=`);
  const command = words.filter(
    (word) => !word.startsWith('--param=') || samples.some((sample) => word.startsWith(sample)),
  );
  return `${JSON.stringify({ package: { command } }, null, 2)}\n`;
}
