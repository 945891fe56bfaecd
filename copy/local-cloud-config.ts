import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'local-cloud.config.json';

/** What runs jobs: of Glue a file, of the others files by what they run. */
type Runners = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/**
 * How the local cloud packages a project with one workflow: with the choices that its scenarios need
 * and sample addresses of its recipients; and what runs its jobs.
 */
export function localCloudConfig(
  root: string,
  parameters: Iterable<string>,
  runners: Runners,
): string {
  const words: string[] = configOf(root).package.command;
  const known = [...parameters].map((name) => `--param=${name}=`);
  const command = words.filter(
    (word) => !word.startsWith('--param=') || known.some((start) => word.startsWith(start)),
  );
  const config = { package: { command }, ...(Object.keys(runners).length > 0 && { runners }) };
  return `${JSON.stringify(config, null, 2)}\n`;
}

/**
 * The runners of a workflow: Glue's where its wiring or state machine names a `glue:` action, the others where
 * they name the algorithm, or the family of the task definition.
 *
 * @param texts the wiring and the state machine
 */
export function runnersOf(root: string, texts: string): Runners {
  const all: Runners = configOf(root).runners ?? {};
  const own = Object.entries(all).map(([service, files]) => {
    if (typeof files === 'string') return [service, texts.includes(`${service}:`) ? files : {}];
    const named = Object.entries(files).filter(([name]) => texts.includes(name));
    return [service, Object.fromEntries(named)] as const;
  });
  return Object.fromEntries(own.filter(([, files]) => Object.keys(files!).length > 0));
}

/** The files in there. */
export function runnerFiles(runners: Runners): string[] {
  return Object.values(runners).flatMap((files) =>
    typeof files === 'string' ? [files] : Object.values(files),
  );
}

function configOf(root: string) {
  return JSON.parse(readFileSync(join(root, FILE), 'utf8'));
}
