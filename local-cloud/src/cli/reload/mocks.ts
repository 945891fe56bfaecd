import { resolve } from 'node:path';
import type { Terminal } from '../command.ts';
import { configurationOf } from '../mocks.ts';
import type { Project } from '../project.ts';
import { watchFile } from './file.ts';

/**
 * Reads the file of mocks again whenever it has changed, for executions that are started from then on.
 * One that is not right is told, and what there is stays. Gives how to stop.
 */
export function watchMocks(
  { root, config, mocks }: Project,
  settleMs: number,
  terminal: Terminal,
): () => void {
  const file = config.mocks?.file;
  if (typeof file !== 'string') return () => {};
  return watchFile(resolve(root, file), settleMs, () => {
    try {
      mocks!.replace(configurationOf(config.mocks!, root));
      terminal.out(`Reloaded ${file}`);
    } catch (error) {
      terminal.err(`Not reloaded: ${(error as Error).message}`);
    }
  });
}
