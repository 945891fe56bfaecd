import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve, sep } from 'node:path';
import * as z from 'zod';
import { parseTemplate, type Template } from '../deploy/template.ts';
import { UserError } from '../errors.ts';
import type { Terminal } from './command.ts';

const FILE = 'flows.config.json';

/** `flows.config.json`: how the project in the current folder is packaged, and where things lie. */
const configuration = z.strictObject({
  $comment: z.string().optional(),
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

/** What was packaged, ready to be deployed. */
export interface Package {
  readonly stackName: string;
  readonly template: Template;
  artifact(key: string): Uint8Array;
}

/** The project of the current folder. */
export function openProject(root = process.cwd()): Project {
  const file = join(root, FILE);
  if (!existsSync(file)) {
    throw new UserError(`There is no ${FILE} in ${root}`, {
      fix: 'Start flows in the root of the project.',
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

/**
 * The package of the whole suite or of one workflow; made anew when its sources have changed.
 * With `build: false` a missing or stale package is an error instead.
 */
export async function packaged(
  project: Project,
  terminal: Terminal,
  options: { workflow?: string | undefined; build: boolean },
): Promise<Package> {
  const { root, config } = project;
  const output = join(root, config.package.output);
  const fresh = fingerprint(project, options.workflow);
  const stamp = join(output, 'flows-package.json');
  const known = existsSync(stamp) ? readFileSync(stamp, 'utf8') : undefined;
  if (known !== fresh) {
    if (!options.build) throw staleError(output, known === undefined);
    await build(project, terminal, options.workflow);
    mkdirSync(output, { recursive: true });
    writeFileSync(stamp, fresh);
  }
  return readPackage(output, config.package);
}

function staleError(output: string, missing: boolean): UserError {
  return new UserError(`The package in ${output} is ${missing ? 'missing' : 'stale'}`, {
    why: missing ? 'Nothing has been packaged yet.' : 'Its sources have changed since.',
    fix: 'Leave out --no-package, so that it is made anew.',
  });
}

const stateSchema = z.looseObject({
  service: z.looseObject({ provider: z.looseObject({ stackName: z.string() }) }),
});

function readPackage(output: string, names: { template: string; state: string }): Package {
  const [template, state] = [join(output, names.template), join(output, names.state)];
  for (const file of [template, state]) {
    if (!existsSync(file)) {
      throw new UserError(`The package has no ${file}`, {
        fix: `Remove ${output} and start again.`,
      });
    }
  }
  return {
    stackName: stateSchema.parse(JSON.parse(readFileSync(state, 'utf8'))).service.provider
      .stackName,
    template: parseTemplate(readFileSync(template, 'utf8'), template),
    artifact: (key) => readArtifact(output, key),
  };
}

/** The framework uploads `<output>/<name>.zip` under a key that ends in the same name. */
function readArtifact(output: string, key: string): Uint8Array {
  const file = resolve(output, key.slice(key.lastIndexOf('/') + 1));
  if (!file.startsWith(resolve(output) + sep) || !existsSync(file)) {
    throw new UserError(`The package has no artifact ${key}`, {
      why: `${file} is not there.`,
      fix: `Remove ${output} and start again.`,
    });
  }
  return readFileSync(file);
}

/** Runs the package command; what it printed is shown only when it fails. */
async function build(project: Project, terminal: Terminal, workflow?: string): Promise<void> {
  const { root, config } = project;
  const [program, ...rest] = config.package.command;
  const extra =
    workflow === undefined
      ? []
      : config.package.workflowArguments.map((word) => word.replace('{}', workflow));
  terminal.progress(`Packaging ${workflow ?? 'the suite'} ...`);
  const bin = join(root, 'node_modules', '.bin');
  const child = spawn(program!, [...rest, ...extra], {
    cwd: root,
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  child.stdout.on('data', (data: Buffer) => {
    printed += data.toString();
  });
  child.stderr.on('data', (data: Buffer) => {
    printed += data.toString();
  });
  const code = await new Promise<number | null>((done, failed) => {
    child.on('error', failed);
    child.on('close', done);
  });
  terminal.progress('');
  if (code !== 0) {
    throw new UserError(`\`${[program, ...rest, ...extra].join(' ')}\` failed`, {
      why: printed.trim(),
    });
  }
}

/** A digest of everything the package is made from, names and contents. */
function fingerprint({ root, config }: Project, workflow: string | undefined): string {
  const hash = createHash('sha256').update(JSON.stringify([config.package, workflow ?? null]));
  for (const source of config.package.sources) {
    for (const file of filesBelow(join(root, source))) {
      hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

function filesBelow(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}
