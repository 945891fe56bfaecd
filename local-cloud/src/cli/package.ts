import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { delimiter, join, resolve, sep } from 'node:path';
import * as z from 'zod';
import { UserError } from '../core/errors.ts';
import { parseTemplate, type Template } from '../deploy/template.ts';
import type { Terminal } from './command.ts';
import { withLock } from './lock.ts';
import type { Project } from './project.ts';

/** What was packaged, ready to be deployed. */
export interface Package {
  readonly stackName: string;
  readonly template: Template;
  /** Where the template lies. */
  readonly templateFile: string;
  artifact(key: string): Uint8Array;
}

/** Packages are kept by the digest of what they were made from, below this folder. */
const KEPT_IN = '.local-cloud/packages';
const KEPT = 8;

/**
 * The package of the whole suite or of one workflow; made anew when its sources have changed.
 * With `build: false` a missing or stale package is an error instead. Two processes that need the
 * same package do not get in each other's way: one makes it, and it appears whole or not at all.
 */
export async function packaged(
  project: Project,
  terminal: Terminal,
  options: { workflow?: string | undefined; build: boolean },
): Promise<Package> {
  const kept = join(project.root, KEPT_IN);
  const folder = join(kept, fingerprint(project, options.workflow));
  if (!existsSync(folder)) {
    if (!options.build) throw staleError(existsSync(kept));
    mkdirSync(kept, { recursive: true });
    await withLock(join(kept, 'lock'), async () => {
      if (!existsSync(folder)) await build(project, terminal, folder, options.workflow);
    });
  }
  touch(folder);
  return readPackage(folder, project.config.package);
}

function staleError(someKept: boolean): UserError {
  return new UserError(`The package is ${someKept ? 'stale' : 'missing'}`, {
    why: someKept
      ? 'Its sources have changed since it was made.'
      : 'Nothing has been packaged yet.',
    fix: 'Leave out --no-package, so that it is made anew.',
  });
}

/** Packages, and puts the result in its place in one step. */
async function build(
  project: Project,
  terminal: Terminal,
  folder: string,
  workflow: string | undefined,
): Promise<void> {
  const { root, config } = project;
  await runPackageCommand(project, terminal, workflow);
  const kept = resolve(folder, '..');
  const incoming = mkdtempSync(join(kept, 'incoming-'));
  cpSync(join(root, config.package.output), incoming, { recursive: true });
  renameSync(incoming, folder);
  for (const old of oldest(kept)) rmSync(old, { recursive: true, force: true });
}

function oldest(kept: string): string[] {
  return readdirSync(kept)
    .filter((name) => /^[0-9a-f]{64}$/.test(name))
    .map((name) => join(kept, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
    .slice(KEPT);
}

/** Marks a package as used last. */
function touch(folder: string): void {
  const now = performance.timeOrigin / 1000 + performance.now() / 1000;
  utimesSync(folder, now, now);
}

const stateSchema = z.looseObject({
  service: z.looseObject({ provider: z.looseObject({ stackName: z.string() }) }),
});

function readPackage(folder: string, names: { template: string; state: string }): Package {
  const [template, state] = [join(folder, names.template), join(folder, names.state)];
  for (const file of [template, state]) {
    if (!existsSync(file)) {
      throw new UserError(`The package has no ${file}`, {
        fix: `Remove ${folder} and start again.`,
      });
    }
  }
  const { service } = stateSchema.parse(JSON.parse(readFileSync(state, 'utf8')));
  return {
    stackName: service.provider.stackName,
    template: parseTemplate(readFileSync(template, 'utf8'), template),
    templateFile: template,
    artifact: (key) => readArtifact(folder, key),
  };
}

/** The framework uploads `<output>/<name>.zip` under a key that ends in the same name. */
function readArtifact(folder: string, key: string): Uint8Array {
  const file = resolve(folder, key.slice(key.lastIndexOf('/') + 1));
  if (!file.startsWith(resolve(folder) + sep) || !existsSync(file)) {
    throw new UserError(`The package has no artifact ${key}`, {
      why: `${file} is not there.`,
      fix: `Remove ${folder} and start again.`,
    });
  }
  return readFileSync(file);
}

/** Runs the package command; what it printed is shown only when it fails. */
async function runPackageCommand(
  { root, config }: Project,
  terminal: Terminal,
  workflow: string | undefined,
): Promise<void> {
  const [program, ...rest] = config.package.command;
  const extra =
    workflow === undefined
      ? []
      : config.package.workflowArguments.map((word) => word.replace('{}', workflow));
  terminal.progress(`Packaging ${workflow ?? 'the suite'} ...`);
  const { code, printed } = await run(program!, [...rest, ...extra], root);
  terminal.progress('');
  if (code !== 0) {
    throw new UserError(`\`${[program, ...rest, ...extra].join(' ')}\` failed`, {
      why: printed.trim(),
    });
  }
}

async function run(program: string, words: readonly string[], cwd: string) {
  const bin = join(cwd, 'node_modules', '.bin');
  const child = spawn(program, words, {
    cwd,
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      printed += data.toString();
    });
  }
  const code = await new Promise<number | null>((done, failed) => {
    child.on('error', failed);
    child.on('close', done);
  });
  return { code, printed };
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
