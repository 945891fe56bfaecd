import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { UserError } from '../core/errors.ts';

/** A stack that `cdk synth` has written. */
export interface CdkStack {
  /** As the CDK's commands call it, for example `Prod/Shop`. */
  readonly id: string;
  readonly name: string;
  readonly templateFile: string;
  /** Undefined where the app leaves it open. */
  readonly region: string | undefined;
  readonly account: string | undefined;
}

/** https://github.com/aws/aws-cdk-cli/tree/main/packages/%40aws-cdk/cloud-assembly-schema */
const manifest = z.looseObject({
  artifacts: z
    .record(
      z.string(),
      z.looseObject({
        type: z.string(),
        environment: z.string().optional(),
        displayName: z.string().optional(),
        properties: z
          .looseObject({
            templateFile: z.string().optional(),
            stackName: z.string().optional(),
            directoryName: z.string().optional(),
          })
          .default({}),
      }),
    )
    .default({}),
});

/** Every stack of a cloud assembly (`cdk.out`), those of its stages too. */
export function stacksOf(folder: string): CdkStack[] {
  const file = join(folder, 'manifest.json');
  const parsed = manifest.safeParse(
    existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined,
  );
  if (!parsed.success) {
    throw new UserError(`${folder} is not what \`cdk synth\` writes`, {
      why: `${file} is ${existsSync(file) ? `not right: ${z.prettifyError(parsed.error)}` : 'missing'}.`,
      fix: 'Run `npx cdk synth`.',
    });
  }
  return Object.entries(parsed.data.artifacts).flatMap(([id, artifact]) => {
    const { type, properties, displayName, environment = '' } = artifact;
    if (type === 'cdk:cloud-assembly') return stacksOf(join(folder, properties.directoryName!));
    if (type !== 'aws:cloudformation:stack') return [];
    const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(environment) ?? [];
    return {
      id: displayName ?? id,
      name: properties.stackName ?? id,
      templateFile: join(folder, properties.templateFile!),
      region: region === 'unknown-region' ? undefined : region,
      account: account === 'unknown-account' ? undefined : account,
    };
  });
}

/** The stack that is asked for by its id or name, or the only one there is. */
export function chooseStack(folder: string, wanted: string | undefined): CdkStack {
  const stacks = stacksOf(folder);
  const chosen = stacks.filter(({ id, name }) => [undefined, id, name].includes(wanted));
  if (chosen.length === 1) return chosen[0]!;
  throw new UserError(
    wanted === undefined
      ? `${folder} holds ${stacks.length} stacks`
      : `${folder} holds no stack "${wanted}"`,
    { fix: `Choose one with --stack: ${stacks.map(({ id }) => id).join(', ')}`, exitCode: 2 },
  );
}
