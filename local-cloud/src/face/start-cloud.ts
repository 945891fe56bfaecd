import { hash } from 'node:crypto';
import { basename, dirname, resolve } from 'node:path';
import { bootCloud, type Deployable } from '../boot.ts';
import { mocksOf } from '../cli/mocks.ts';
import { type Package, packaged } from '../cli/package.ts';
import { type Choices, openProject } from '../cli/project.ts';
import { UserError } from '../core/errors.ts';
import { parseTemplate } from '../deploy/template.ts';
import { resolveRunners } from '../job-host/runners.ts';
import { Cloud } from './cloud.ts';
import {
  checkOptions,
  choicesOf,
  type ProjectSource,
  type StartOptions,
  type TemplateSource,
} from './options.ts';

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
  checkOptions(source);
  const { port = 0, seed = 'local-cloud', keep, report } = source;
  const frozenAt = source.frozenAt?.getTime();
  const made = await ('project' in source ? packageProject(source) : ofTemplate(source));
  const project = 'project' in source ? source.project : undefined;
  return new Cloud(
    await bootCloud(made, { port, seed, frozenAt, keep, project, ...(report && { report }) }),
  );
}

/** Packages a project as `startCloud` does, and gives what is deployed. */
export async function packageProject(source: ProjectSource): Promise<Package> {
  checkOptions(source);
  return inSilence(source.project, choicesOf(source), source.workflow);
}

function inSilence(root: string, choices: Choices, workflow?: string): Promise<Package> {
  const silent = { out: () => {}, err: () => {}, progress: () => {} };
  return packaged(openProject(resolve(root), choices), silent, { workflow, build: true });
}

async function ofTemplate(source: TemplateSource): Promise<Deployable> {
  const { template, artifact } = source;
  const choices = choicesOf(source);
  if (typeof template === 'string') {
    const made = await inSilence(dirname(template), { ...choices, template: basename(template) });
    return { ...made, ...(artifact && { artifact, digest: undefined }) };
  }
  const bytes = artifact ?? noArtifact;
  const digest = (key: string) => hash('sha256', bytes(key));
  return {
    stackName: choices.stack ?? 'local',
    template: parseTemplate(JSON.stringify(template), 'The template', {
      digest,
      leaveOut: choices.leaveOut,
    }),
    parameters: choices.parameters ?? {},
    region: choices.region,
    accountId: choices.account,
    runners: resolveRunners(choices.runners ?? {}, process.cwd()),
    mocks: choices.mocks && mocksOf(choices.mocks, process.cwd()),
    artifact: bytes,
  };
}

function noArtifact(key: string): never {
  throw new UserError(`The template names the artifact ${key}, and there are none`, {
    fix: 'Give `artifact`, a function from such a key to the bytes of the archive.',
  });
}
