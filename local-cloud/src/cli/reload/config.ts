import { join } from 'node:path';
import { CONFIG_FILE, type Project } from '../project.ts';
import { textOf, watchFile } from './file.ts';

/**
 * Tells whenever the configuration of the project is another than the one it was opened with: it is
 * read once. Gives how to stop.
 */
export function watchConfig(
  { root }: Project,
  settleMs: number,
  tell: (line: string) => void,
): () => void {
  const file = join(root, CONFIG_FILE);
  const opened = textOf(file);
  return watchFile(file, settleMs, (now) => {
    if (now !== opened) tell(`Changed, but only a restart reads it: ${CONFIG_FILE}`);
  });
}
