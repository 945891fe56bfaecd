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
import { homedir } from 'node:os';
import { basename, join, relative, resolve } from 'node:path';
import * as z from 'zod';
import { UserError } from '../core/errors.ts';
import { readTemplate } from '../deploy/apart/read-template.ts';
import type { LocalArtifacts } from '../deploy/digests.ts';
import { type Template, templateOf } from '../deploy/template.ts';
import type { Runners } from '../job-host/runners.ts';
import type { Mocks } from '../stepfunctions/api/mocks.ts';
import { artifactsOf } from './artifacts.ts';
import type { Terminal } from './command.ts';
import { placesInDefinition } from './definition-places.ts';
import { withLock } from './lock.ts';
import { commandName, runPackageCommand } from './package-command.ts';
import type { Packaging, Project } from './project.ts';
import { sourceDigests } from './sources.ts';
import { readUserFile } from './user-file.ts';

/** What is deployed, and as what. */
export interface Package extends LocalArtifacts {
  readonly stackName: string;
  readonly template: Template;
  /** Where the template lies. */
  readonly templateFile: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly region: string | undefined;
  readonly accountId: string | undefined;
  /** What runs the jobs of other services than Lambda, as whole paths. */
  readonly runners: Runners;
  /** What answers tasks in the place of services. */
  readonly mocks: Mocks | undefined;
  /** Where the payloads are that executions may be started with: it need not be there. */
  readonly samples: string;
}

interface Wanted {
  /** One workflow of the project; undefined: all of it. */
  readonly workflow?: string | undefined;
  readonly build: boolean;
}

/** Kept are the packages used last, each by the digest of what it was made from. */
const KEPT = { packages: 8, projects: 32 };
/** Ends the name of one whose sources have changed while it was made. */
const CHANGED = '-changed';

/**
 * Where the packages of a project are kept: outside of it, since a framework packages everything
 * that lies in the project. https://specifications.freedesktop.org/basedir-spec/latest/
 */
function keptIn(root: string): string {
  const caches = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const name = `${basename(root)}-${sha256(resolve(root)).slice(0, 16)}`;
  return join(caches, 'local-cloud', 'packages', name);
}

/** What the project deploys: read where its template lies there, packaged where it does not. */
export async function packaged(
  project: Project,
  terminal: Terminal,
  options: Wanted,
): Promise<Package> {
  const { origin, root } = project;
  if (origin.kind === 'package') {
    return readPackage(
      project,
      origin.packaging,
      await made(project, origin.packaging, terminal, options),
    );
  }
  const { file, stackName, region, account } = origin.template;
  if (options.workflow !== undefined) throw noWorkflowsError(file);
  return deployable(project, file, relative(root, file), { stackName, region, account });
}

async function deployable(
  project: Project,
  file: string,
  source: string,
  own: { stackName: string; region: string | undefined; account: string | undefined },
): Promise<Package> {
  const { root, config } = project;
  const artifacts = artifactsOf(file);
  return {
    stackName: own.stackName,
    template: templateOf(await readTemplate(readUserFile(file), source, true), source, {
      digest: artifacts.digest,
      leaveOut: config.leaveOut,
    }),
    templateFile: file,
    parameters: config.parameters,
    region: config.region ?? own.region,
    accountId: config.account ?? own.account,
    runners: config.runners,
    mocks: project.mocks,
    samples: join(root, config.scenarios),
    placesOf: (template, logicalId, locations) =>
      placesInDefinition(project, template, logicalId, locations),
    ...artifacts,
  };
}

function noWorkflowsError(file: string): UserError {
  return new UserError('Workflows can only be chosen where a command packages them', {
    why: `${file} is deployed as it is.`,
    fix: 'Leave out --workflow.',
    exitCode: 2,
  });
}

/**
 * The folder of the package of the whole project or of one workflow; made anew when its sources
 * have changed. With `build: false` a missing or stale package is an error instead. Two processes
 * that need the same package do not get in each other's way: one makes it, and it appears whole or
 * not at all.
 */
async function made(
  project: Project,
  packaging: Packaging,
  terminal: Terminal,
  { workflow, build }: Wanted,
): Promise<string> {
  const command = commandOf(packaging, workflow);
  const kept = keptIn(project.root);
  const sources = fingerprint(project, command);
  let folder = join(kept, sources);
  if (!existsSync(folder)) {
    if (!build) throw staleError(existsSync(kept));
    makeFolder(kept);
    await withLock(join(kept, 'lock'), async () => {
      if (existsSync(folder)) return;
      await runPackageCommand(project.root, command, terminal);
      // What has changed meanwhile may be in it or not: it is the package of no sources.
      if (fingerprint(project, command) !== sources) folder += CHANGED;
      keep(join(project.root, packaging.output), folder);
    });
  }
  touch(folder);
  touch(kept);
  return folder;
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new UserError('There is no place to keep the package', {
      why: (cause as Error).message,
      fix: 'Give XDG_CACHE_HOME a folder that can be written to.',
      cause,
    });
  }
}

function commandOf(packaging: Packaging, workflow: string | undefined): string[] {
  const { command, workflowArguments } = packaging;
  if (workflow === undefined) return command;
  if (workflowArguments.length > 0) {
    return [...command, ...workflowArguments.map((word) => word.replace('{}', workflow))];
  }
  throw new UserError('The project does not say how one workflow is packaged', {
    fix: 'Leave out --workflow, or give "package" its "workflowArguments" in local-cloud.config.json.',
    exitCode: 2,
  });
}

function staleError(someKept: boolean): UserError {
  return new UserError(`The package is ${someKept ? 'stale' : 'missing'}`, {
    why: someKept
      ? 'Its sources have changed since it was made.'
      : 'Nothing has been packaged yet.',
    fix: 'Leave out --no-package, so that it is made anew.',
  });
}

/** Puts what was packaged in its place in one step. */
function keep(output: string, folder: string): void {
  if (!existsSync(output)) {
    throw new UserError(`The package command wrote nothing to ${output}`, {
      fix: 'Name the folder it writes to as "output" of "package" in local-cloud.config.json.',
    });
  }
  const kept = resolve(folder, '..');
  // Of a process that was killed: this one alone has the lock.
  for (const path of oldest(kept, /^incoming-/, 0)) rmSync(path, { recursive: true, force: true });
  const incoming = mkdtempSync(join(kept, 'incoming-'));
  cpSync(output, incoming, { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  renameSync(incoming, folder);
  const old = [
    ...oldest(kept, /^[0-9a-f]{64}(-changed)?$/, KEPT.packages),
    ...oldest(resolve(kept, '..'), /-[0-9a-f]{16}$/, KEPT.projects),
  ];
  for (const path of old) rmSync(path, { recursive: true, force: true });
}

/** All but the ones used last. */
function oldest(folder: string, names: RegExp, most: number): string[] {
  return readdirSync(folder)
    .filter((name) => names.test(name))
    .map((name) => join(folder, name))
    .map((path) => ({ path, used: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.used - a.used)
    .slice(most)
    .map(({ path }) => path);
}

/** Marks what is kept as used last. */
function touch(folder: string): void {
  const now = performance.timeOrigin / 1000 + performance.now() / 1000;
  utimesSync(folder, now, now);
}

/** What the framework writes beside the template; without a name of its own, the stack has its default. */
const stateSchema = z.looseObject({
  service: z.looseObject({
    service: z.string().optional(),
    provider: z.looseObject({
      stackName: z.string().optional(),
      stage: z.string().default('dev'),
      region: z.string().optional(),
    }),
  }),
});

function readPackage(project: Project, names: Packaging, folder: string): Promise<Package> {
  const file = join(folder, names.template);
  if (!existsSync(file)) {
    throw new UserError(`The package has no ${names.template}`, {
      why: `${names.output} holds ${readdirSync(folder).join(', ')}.`,
      fix: 'Name the template as "template" of "package" in local-cloud.config.json.',
    });
  }
  const own = stackOf(project, join(folder, names.state));
  const source = `${join(names.output, names.template)} (written by \`${commandName(names.command)}\`)`;
  return deployable(project, file, source, own);
}

/** The stack as the framework calls it: `<service>-<stage>` unless the project names it. */
function stackOf({ config }: Project, stateFile: string) {
  const state = existsSync(stateFile)
    ? stateSchema.safeParse(JSON.parse(readFileSync(stateFile, 'utf8'))).data
    : undefined;
  const { stackName, stage, region } = state?.service.provider ?? {};
  const service = state?.service.service;
  const byDefault = service && `${service}-${stage}`;
  const name = config.stack ?? stackName ?? byDefault;
  if (name !== undefined) return { stackName: name, region, account: undefined };
  throw new UserError('The stack has no name', {
    why: `The package has no ${basename(stateFile)} that tells the service and its stage.`,
    fix: 'Give it with --stack, or as "stack" in local-cloud.config.json.',
  });
}

/** A digest of everything the package is made from, names and contents. */
function fingerprint(project: Project, command: readonly string[]): string {
  return sha256(JSON.stringify([command, ...sourceDigests(project)]));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
