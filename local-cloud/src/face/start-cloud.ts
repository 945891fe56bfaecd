import { basename, dirname, resolve } from 'node:path';
import { bootCloud, type Deployable } from '../boot.ts';
import { type Package, packaged } from '../cli/package.ts';
import { type Choices, openProject } from '../cli/project.ts';
import { UserError } from '../core/errors.ts';
import { parseTemplate } from '../deploy/template.ts';
import { Cloud } from './cloud.ts';

export interface StartOptions {
  /** The port on 127.0.0.1. Default: a free one. */
  readonly port?: number;
  /**
   * What ids, tokens and the jitter of retries are drawn from: the same seed, the same draws.
   * Default: a fixed one, so that a test that failed fails again.
   */
  readonly seed?: string;
  /** Told what failed where nobody waits for it. Default: standard error. */
  readonly report?: (problem: string) => void;
}

/** A folder with a project in it: what `npx local-cloud up` starts there. */
export interface ProjectSource {
  readonly project: string;
  /** One workflow of it, where the project is packaged by workflow. Default: all of it. */
  readonly workflow?: string;
  /** Values of the template's parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** A CloudFormation template. */
export interface TemplateSource {
  /** The template itself, or the file that it is in. */
  readonly template: object | string;
  /** Default: `local`, or for a file as `npx local-cloud up --template` names it. */
  readonly stackName?: string;
  /** Values of the template's parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
  /**
   * The zip archive behind a `Code.S3Key` or a local path of the template. Default: for a file what
   * lies beside it.
   */
  readonly artifact?: (key: string) => Uint8Array;
}

/**
 * Starts a cloud in this process, deploys a project or a template to it, and serves it on 127.0.0.1.
 *
 *     const cloud = await startCloud({ project: '.' });
 *     const cloud = await startCloud({ template: { Resources: { ... } } });
 *
 * A project is packaged first, unless nothing has changed since the last time.
 *
 * @throws UserError that says what cannot be packaged or deployed, why, and how to fix it
 */
export async function startCloud(
  source: (ProjectSource | TemplateSource) & StartOptions,
): Promise<Cloud> {
  const { port = 0, seed = 'local-cloud', report } = source;
  const made = await ('project' in source ? packageProject(source) : ofTemplate(source));
  const project = 'project' in source ? source.project : undefined;
  return new Cloud(await bootCloud(made, { port, seed, project, ...(report && { report }) }));
}

/** Packages a project as `startCloud` does, and gives what is deployed. */
export function packageProject({ project, workflow, parameters }: ProjectSource): Promise<Package> {
  return inSilence(project, { parameters: { ...parameters } }, workflow);
}

function inSilence(root: string, choices: Choices, workflow?: string): Promise<Package> {
  const silent = { out: () => {}, err: () => {}, progress: () => {} };
  return packaged(openProject(resolve(root), choices), silent, { workflow, build: true });
}

async function ofTemplate(source: TemplateSource): Promise<Deployable> {
  const { template, stackName, artifact } = source;
  const parameters = { ...source.parameters };
  if (typeof template === 'string') {
    const choices = { template: basename(template), stack: stackName, parameters };
    const made = await inSilence(dirname(template), choices);
    return { ...made, ...(artifact && { artifact }) };
  }
  return {
    stackName: stackName ?? 'local',
    template: parseTemplate(JSON.stringify(template), 'The template'),
    parameters,
    artifact: artifact ?? noArtifact,
  };
}

function noArtifact(key: string): never {
  throw new UserError(`The template names the artifact ${key}, and there are none`, {
    fix: 'Give `artifact`, a function from such a key to the bytes of the archive.',
  });
}
