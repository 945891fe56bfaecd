import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { UserError } from '../core/errors.ts';
import { problems } from '../core/problems.ts';
import { text } from '../deploy/resource-type.ts';
import { RUNNERS, resolveRunners } from '../job-host/runners.ts';
import type { Mocks } from '../stepfunctions/api/mocks.ts';
import { discover, openTemplate, type TemplateFile } from './discover.ts';
import { MOCKS, mocksOf } from './mocks.ts';
import { readUserFile } from './user-file.ts';

export const CONFIG_FILE = 'local-cloud.config.json';

/** How a framework packages. What is left out is as the Serverless Framework does it. */
const packaging = z.strictObject({
  /** The command that writes the package, found in node_modules/.bin or on the PATH. */
  command: z.array(z.string()).min(1).default(['serverless', 'package']),
  /** What is added to it for one workflow; `{}` stands for its name. */
  workflowArguments: z.array(z.string()).default([]),
  /** Where it writes. */
  output: z.string().default('.serverless'),
  template: z.string().default('cloudformation-template-update-stack.json'),
  /** The framework's own record of the package, if it keeps one: service, stage, region. */
  state: z.string().default('serverless-state.json'),
  /** Files and folders the package is made from: a change in them makes it stale. */
  sources: z.array(z.string()).min(1).default(['.']),
});

/** As what it is deployed. */
export const PLACE = {
  /** The stack's name; of several stacks in `template`, which one. */
  stack: z
    .string()
    .regex(
      /^[A-Za-z][A-Za-z0-9-]{0,127}$/,
      'A stack has a name of letters, digits and hyphens: a letter first, 128 at most',
    )
    .optional(),
  region: z
    .string()
    .regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'A region is written as eu-west-1 is')
    .optional(),
  account: z
    .string()
    .regex(/^\d{12}$/, 'An account has 12 digits')
    .optional(),
};

/** What `local-cloud.config.json` may say: docs/projects.md tells it to people. */
const configuration = z.strictObject({
  /** The folder of scenario files. */
  scenarios: z.string().default('events'),
  ...PLACE,
  /** Values of the template's parameters. */
  parameters: z.record(z.string(), text).default({}),
  /** A template, or the folder that `cdk synth` writes. */
  template: z.string().optional(),
  package: packaging.optional(),
  runners: RUNNERS.default({}),
  mocks: MOCKS.optional(),
  /** What of the template is not deployed: see `withoutLeftOut`. */
  leaveOut: z.array(z.string().min(1)).default([]),
});

export type Packaging = z.output<typeof packaging>;

/** What the command line says; it goes before what the file says. */
export type Choices = Partial<
  Pick<
    z.output<typeof configuration>,
    'stack' | 'region' | 'account' | 'parameters' | 'template' | 'runners' | 'mocks' | 'leaveOut'
  >
>;

export interface Project {
  readonly root: string;
  readonly config: z.output<typeof configuration>;
  /** What is deployed: what a command packages, or a template that lies there. */
  readonly origin:
    | { readonly kind: 'package'; readonly packaging: Packaging }
    | { readonly kind: 'template'; readonly template: TemplateFile };
  /** Files and folders, from the root: when they change, what is deployed has changed. */
  readonly sources: readonly string[];
  /** What answers tasks in the place of services, as `config.mocks` says. */
  readonly mocks: Mocks | undefined;
  /** The file that was found where nothing was said. */
  readonly found: string | undefined;
}

/**
 * The project of the current folder: as its `local-cloud.config.json` says, or as it is found.
 *
 * @throws UserError that names the key which is wrong, or what there is to choose from
 */
export function openProject(root = process.cwd(), choices: Choices = {}): Project {
  const written = readConfiguration(root);
  checkChoices(choices);
  const parameters = { ...written.parameters, ...choices.parameters };
  const runners = resolveRunners(choices.runners ?? written.runners, root);
  const config = { ...written, ...choices, parameters, runners };
  if (choices.template === undefined && config.package !== undefined) {
    if (config.template !== undefined) {
      throw new UserError(`${CONFIG_FILE} has both "template" and "package"`, {
        fix: 'Keep "package" where a command writes the template, "template" where it lies there.',
      });
    }
    return packagedProject(root, config, config.package);
  }
  if (config.template !== undefined) return templateProject(root, config, config.template);
  const { kind, file } = discover(root);
  return kind === 'serverless'
    ? packagedProject(root, config, packaging.parse({}), file)
    : templateProject(root, config, file, file);
}

function packagedProject(
  root: string,
  config: Project['config'],
  settings: Packaging,
  found?: string,
): Project {
  const origin = { kind: 'package', packaging: settings } as const;
  return { root, config, origin, sources: settings.sources, mocks: mocksIn(config, root), found };
}

function templateProject(
  root: string,
  config: Project['config'],
  path: string,
  found?: string,
): Project {
  const template = openTemplate(root, path, config.stack);
  const origin = { kind: 'template', template } as const;
  return { root, config, origin, sources: template.sources, mocks: mocksIn(config, root), found };
}

function mocksIn({ mocks }: Project['config'], root: string): Mocks | undefined {
  return mocks && mocksOf(mocks, root);
}

function readConfiguration(root: string): z.output<typeof configuration> {
  const file = join(root, CONFIG_FILE);
  if (!existsSync(file)) return configuration.parse({});
  const written = readUserFile(file);
  let value: unknown;
  try {
    value = JSON.parse(written);
  } catch (error) {
    throw new UserError(`${CONFIG_FILE} is not JSON`, {
      why: (error as Error).message,
      cause: error,
    });
  }
  return check(CONFIG_FILE, value);
}

function check(file: string, value: unknown): z.output<typeof configuration> {
  const parsed = configuration.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UserError(`${file} is not right`, {
    why: problems(parsed.error),
    fix: 'docs/projects.md of the local cloud describes each key.',
  });
}

function checkChoices(choices: Choices): void {
  for (const name of ['stack', 'region', 'account'] as const) {
    const { error } = configuration.shape[name].safeParse(choices[name]);
    if (error === undefined) continue;
    throw new UserError(`--${name} ${choices[name]} is not right`, {
      why: `${error.issues[0]!.message}.`,
      exitCode: 2,
    });
  }
}
