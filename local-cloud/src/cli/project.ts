import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { UserError } from '../core/errors.ts';

const FILE = 'local-cloud.config.json';

/** `local-cloud.config.json`: how the project in the current folder is packaged, and where things lie. */
const configuration = z.strictObject({
  /** The folder of scenario files. */
  scenarios: z.string(),
  package: z.strictObject({
    /** The command that writes the package, found in node_modules/.bin or on the PATH. */
    command: z.array(z.string()).min(1),
    /** What is added to it for one workflow; `{}` stands for its name. */
    workflowArguments: z.array(z.string()),
    /** Where it writes. */
    output: z.string(),
    template: z.string(),
    /** The framework's own record of the package: it knows the stack's name. */
    state: z.string(),
    /** Files and folders the package is made from: a change in them makes it stale. */
    sources: z.array(z.string()).min(1),
  }),
});

export interface Project {
  readonly root: string;
  readonly config: z.output<typeof configuration>;
}

/** The project of the current folder. */
export function openProject(root = process.cwd()): Project {
  const file = join(root, FILE);
  if (!existsSync(file)) {
    throw new UserError(`There is no ${FILE} in ${root}`, {
      fix: 'Start local-cloud in the root of the project.',
    });
  }
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UserError(`${FILE} is not JSON`, { why: (error as Error).message, cause: error });
  }
  const parsed = configuration.safeParse(value);
  if (!parsed.success) {
    throw new UserError(`${FILE} is not right`, { why: z.prettifyError(parsed.error) });
  }
  return { root, config: parsed.data };
}
