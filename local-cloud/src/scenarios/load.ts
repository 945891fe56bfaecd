import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { didYouMean } from '../core/closest.ts';
import { UserError } from '../core/errors.ts';
import { type ScenarioFile, scenarioFile } from './schema.ts';

/** The scenarios of one workflow, and where their payloads lie. */
export interface Workflow extends ScenarioFile {
  readonly name: string;
  readonly directory: string;
}

/** Every workflow that has `<directory>/<workflow>/scenarios.yml`, by name. */
export function loadWorkflows(directory: string): Workflow[] {
  if (!existsSync(directory)) {
    throw new UserError(`There is no folder ${directory}`, {
      why: 'It should hold one folder per workflow, each with its scenarios.yml.',
      fix: 'Start the command in the root of the project, or name the folder as "scenarios" in local-cloud.config.json. Without scenarios there are `local-cloud up`, `start` and `history`.',
    });
  }
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .filter((name) => existsSync(join(directory, name, 'scenarios.yml')))
    .map((name) => loadWorkflow(directory, name));
}

function loadWorkflow(root: string, name: string): Workflow {
  const directory = join(root, name);
  const file = join(directory, 'scenarios.yml');
  const parsed = scenarioFile.safeParse(readYaml(file));
  if (!parsed.success) {
    throw new UserError(`${file} is not a scenario file`, {
      why: z.prettifyError(parsed.error),
      fix: 'docs/scenarios.md of local-cloud describes the format.',
    });
  }
  return { ...parsed.data, name, directory };
}

function readYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UserError(`${file} is not YAML`, { why: (error as Error).message, cause: error });
  }
}

/** The named one, or a UserError (usage) with the list of names. */
export function pick<T>(kind: string, name: string, all: Readonly<Record<string, T>>): T {
  const found = Object.hasOwn(all, name) ? all[name] : undefined;
  if (found !== undefined) return found;
  throw new UserError(`There is no ${kind} "${name}"`, {
    fix: `${didYouMean(name, Object.keys(all))}Take one of: ${Object.keys(all).join(', ')}`,
    exitCode: 2,
  });
}
