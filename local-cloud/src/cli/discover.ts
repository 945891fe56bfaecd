import { existsSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { UserError } from '../core/errors.ts';
import { chooseStack } from './cdk.ts';

/** A template that lies there: written by hand, or by a tool that was run before. */
export interface TemplateFile {
  readonly file: string;
  readonly stackName: string;
  readonly region: string | undefined;
  readonly account: string | undefined;
  /** Files and folders it is made of, from the root. */
  readonly sources: readonly string[];
}

/** What a folder turned out to hold. */
export type Found =
  | { readonly kind: 'serverless'; readonly file: string }
  | { readonly kind: 'template'; readonly file: string };

/** In the order in which the framework looks for them. */
const SERVERLESS = ['yml', 'yaml', 'json', 'js', 'ts'].map((ending) => `serverless.${ending}`);
const TEMPLATES = ['yaml', 'yml', 'json'].map((ending) => `template.${ending}`);
const CDK = 'cdk.out';
const SAM = '.aws-sam/build';

/**
 * What is deployed from a folder that does not say so itself.
 *
 * @throws UserError where there is nothing, or more than one thing
 */
export function discover(root: string): Found {
  const isThere = (name: string) => existsSync(join(root, name));
  const serverless = SERVERLESS.find(isThere);
  const built = TEMPLATES.map((name) => `${SAM}/${name}`).filter(isThere);
  const found: Found[] = [
    ...(serverless ? [{ kind: 'serverless', file: serverless } as const] : []),
    ...(isThere(join(CDK, 'manifest.json')) ? [asTemplate(CDK)] : []),
    // What was built stands for what it was built from.
    ...(built.length > 0 ? built : TEMPLATES.filter(isThere)).map(asTemplate),
  ];
  if (found.length === 1) return found[0]!;
  throw found.length === 0 ? nothingError(root) : severalError(root, found);
}

function asTemplate(file: string): Found {
  return { kind: 'template', file };
}

function nothingError(root: string): UserError {
  if (existsSync(join(root, 'cdk.json'))) {
    return new UserError(`The CDK app in ${root} has not been synthesised`, {
      fix: 'Run `npx cdk synth` first: it writes cdk.out, which is deployed.',
    });
  }
  return new UserError(`There is nothing to deploy in ${root}`, {
    why: `There is none of ${SERVERLESS.join(', ')}, ${TEMPLATES.join(', ')}, ${CDK}, ${SAM}.`,
    fix: 'Start in the root of a project, name a template with --template FILE, or write a local-cloud.config.json.',
  });
}

function severalError(root: string, found: readonly Found[]): UserError {
  return new UserError(`There is more than one thing to deploy in ${root}`, {
    why: found.map(({ file }) => file).join('\n'),
    fix: 'Name one with --template FILE, or in local-cloud.config.json: "template": "..." or, for the Serverless Framework, "package": {}.',
    exitCode: 2,
  });
}

/** The template at a path: a file, or a folder that `cdk synth` wrote, of which a stack is taken. */
export function openTemplate(root: string, path: string, stack: string | undefined): TemplateFile {
  const file = resolve(root, path);
  if (!existsSync(file))
    throw new UserError(`There is no template ${path}`, { why: `In ${root}.` });
  if (!statSync(file).isDirectory()) {
    const stackName = stack ?? defaultStackName(root, path);
    const folder = folderOf(path);
    // What SAM has built names definitions where they were written: outside of what it built.
    const sources = folder === SAM ? [folder, '.'] : [folder];
    return { file, stackName, region: undefined, account: undefined, sources };
  }
  const { name, templateFile, region, account } = chooseStack(file, stack);
  return { file: templateFile, stackName: name, region, account, sources: [path] };
}

function folderOf(path: string): string {
  return join(path, '..');
}

/** What the CDK calls the stack, or else the folder's name, made of what CloudFormation allows. */
function defaultStackName(root: string, path: string): string {
  const [, stack] = /^(.+)\.template\.json$/.exec(basename(path)) ?? [];
  const name = (stack ?? basename(root)).replace(/[^A-Za-z0-9-]+/g, '-').replace(/^[^A-Za-z]+/, '');
  return name === '' ? 'local' : name.slice(0, 128);
}
