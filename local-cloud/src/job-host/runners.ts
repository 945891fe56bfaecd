import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import { UserError } from '../core/errors.ts';
import type { RunnerKey } from '../core/jobs.ts';

const byName = z.record(z.string(), z.string()).optional();

/** `runners` of `local-cloud.config.json`: files, from the folder that it lies in. */
export const RUNNERS = z.strictObject({
  glue: z.string().optional(),
  /** By the name of the algorithm. */
  sagemaker: byName,
  /** By the family of the task definition, or what it ends with after a hyphen. */
  ecs: byName,
});

export type Runners = z.output<typeof RUNNERS>;

/**
 * The same with whole paths.
 *
 * @throws UserError for a file that is not there
 */
export function resolveRunners(runners: Runners, root: string): Runners {
  const found = (file: string, ...key: string[]) => {
    const path = resolve(root, file);
    if (existsSync(path)) return path;
    throw new UserError(`The runner ${file} is not there`, {
      why: `"runners" names it for ${key.join(' ')}, and there is no ${path}.`,
      fix: 'Write that file, or correct "runners" in local-cloud.config.json.',
    });
  };
  const all = (kind: string, files: Readonly<Record<string, string>> = {}) =>
    Object.fromEntries(
      Object.entries(files).map(([name, file]) => [name, found(file, kind, name)]),
    );
  return {
    ...(runners.glue !== undefined && { glue: found(runners.glue, 'glue') }),
    sagemaker: all('sagemaker', runners.sagemaker),
    ecs: all('ecs', runners.ecs),
  };
}

export function runnerOf(runners: Runners, [kind, name]: RunnerKey): string | undefined {
  if (kind === 'glue') return runners.glue;
  const files = runners[kind] ?? {};
  const isMeant = (key: string) => key === name || (kind === 'ecs' && name!.endsWith(`-${key}`));
  // The longest says most.
  const [key] = Object.keys(files)
    .filter(isMeant)
    .sort((a, b) => b.length - a.length);
  return key === undefined ? undefined : files[key];
}
