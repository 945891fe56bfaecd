import { spawnSync } from 'node:child_process';
import { UserError } from 'local-cloud';

/** Packs the local cloud, which is on no registry, as npm would publish it. */
export function packLocalCloud(root: string, folder: string): void {
  const words = ['pack', '--workspace', 'local-cloud', '--pack-destination', folder];
  const { status, signal, stdout, stderr, error } = spawnSync('npm', words, {
    cwd: root,
    encoding: 'utf8',
  });
  if (status === 0) return;
  throw new UserError(`\`npm ${words.join(' ')}\` failed`, {
    why: error?.message ?? (`${stdout}${stderr}`.trim() || `It was ended by ${signal}.`),
    cause: error,
  });
}
