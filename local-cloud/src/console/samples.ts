import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A payload that lies in the project, to start an execution with. */
export interface Sample {
  /** The folder it lies in, which is called after its workflow. */
  readonly workflow: string;
  /** The file's name without its ending. */
  readonly name: string;
  /** JSON, as it is written there. */
  readonly text: string;
}

/** What Step Functions takes as an input, in bytes. */
const LARGEST = 256 * 1024;

/** The JSON files of each workflow's folder, in order of their names; none without the folder. */
export function readSamples(folder: string | undefined): Sample[] {
  if (folder === undefined) return [];
  return entriesOf(folder)
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => samplesOf(folder, name));
}

function samplesOf(folder: string, workflow: string): Sample[] {
  return entriesOf(join(folder, workflow))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map(({ name }) => ({ name, path: join(folder, workflow, name) }))
    .filter(({ path }) => statSync(path).size <= LARGEST)
    .map(({ name, path }) => ({
      workflow,
      name: name.replace(/\.json$/, ''),
      text: readFileSync(path, 'utf8'),
    }));
}

function entriesOf(folder: string): Dirent[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
