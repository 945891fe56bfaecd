import * as z from 'zod';
import { MOCKS, type MocksOption } from '../cli/mocks.ts';
import { type Choices, PLACE } from '../cli/project.ts';
import { didYouMean } from '../core/closest.ts';
import { UserError } from '../core/errors.ts';
import { RUNNERS, type Runners } from '../job-host/runners.ts';

/** As what the stack is deployed: before what `local-cloud.config.json` says. */
export interface StackOptions {
  /** The stack's name. Default: as `npx local-cloud up` names it; of a template object `local`. */
  readonly stack?: string;
  /** For example `eu-central-1`. Default: as the project says, or else us-east-1. */
  readonly region?: string;
  /** Twelve digits. Default: as the project says, or else 123456789012. */
  readonly account?: string;
  /** Values of the template's parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
  /**
   * What runs the jobs of Glue, SageMaker and ECS: files, from the project's folder, the template file's,
   * or of a template object from the current one. Default: as the project says, or else nothing.
   */
  readonly runners?: Runners;
  /**
   * What answers tasks in the place of services: a mock configuration file as of Step Functions Local, from the
   * same folder as `runners`, or what it holds. Default: as the project says, or else nothing.
   */
  readonly mocks?: MocksOption;
  /** What of the template is not deployed: logical ids and types. Default: as the project says, or else nothing. */
  readonly leaveOut?: readonly string[];
}

export interface StartOptions {
  /** The port on 127.0.0.1. Default: a free one. */
  readonly port?: number;
  /**
   * What ids, tokens and the jitter of retries are drawn from: the same seed, the same draws.
   * Default: a fixed one, so that a test that failed fails again.
   */
  readonly seed?: string;
  /**
   * Cloud time stands still at this moment, and moves only when it is told to: the same times in every
   * run. Default: it begins now, and goes on.
   */
  readonly frozenAt?: Date;
  /**
   * Megabytes that the histories of executions that have ended and the logs may take together: beyond
   * that the oldest are dropped, which `report` is told. Default: 512.
   */
  readonly keep?: number;
  /** Told what failed where nobody waits for it. Default: standard error. */
  readonly report?: (problem: string) => void;
}

/** A folder with a project in it: what `npx local-cloud up` starts there. */
export interface ProjectSource extends StackOptions {
  readonly project: string;
  /** One workflow of it, where the project is packaged by workflow. Default: all of it. */
  readonly workflow?: string;
}

/** A CloudFormation template. */
export interface TemplateSource extends StackOptions {
  /** The template itself, or the file that it is in. */
  readonly template: object | string;
  /**
   * The zip archive behind a `Code.S3Key` or a local path of the template. Default: for a file what
   * lies beside it.
   */
  readonly artifact?: (key: string) => Uint8Array;
}

const callable = z.custom(
  (value) => typeof value === 'function',
  'Invalid input: expected function',
);

/** As AWS writes times. */
const MOMENT = z.custom<Date>(
  (value) => value instanceof Date && value.getTime() >= 0 && value.getTime() < Date.UTC(10_000, 0),
  "Invalid input: expected a Date from 1970 to 9999, such as new Date('2030-01-07T09:30:00Z')",
);

const shared = {
  ...PLACE,
  parameters: z.record(z.string(), z.coerce.string()).optional(),
  runners: RUNNERS.optional(),
  mocks: MOCKS.optional(),
  leaveOut: z.array(z.string()).optional(),
  port: z.int().min(0).max(65_535).optional(),
  seed: z.string().optional(),
  frozenAt: MOMENT.optional(),
  keep: z.int().min(1).optional(),
  report: callable.optional(),
};

const ofProject = { project: z.string(), workflow: z.string().optional(), ...shared };
const ofTemplate = {
  template: z.union([z.string(), z.looseObject({})]),
  artifact: callable.optional(),
  ...shared,
};

/**
 * Lets options pass that are honoured.
 *
 * @throws UserError that names what is not known, not right, or missing
 */
export function checkOptions(given: unknown): void {
  const options: object = typeof given === 'object' && given !== null ? given : {};
  if ('project' in options === 'template' in options) {
    throw new UserError('A cloud starts with a project or a template', {
      why: 'project' in options ? 'Both are given.' : 'Neither is given.',
      fix: "Write startCloud({ project: '.' }) or startCloud({ template: 'template.json' }).",
    });
  }
  const shape = 'project' in options ? ofProject : ofTemplate;
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(shape, name));
  if (unknown !== undefined) throw unknownName('startCloud', unknown, Object.keys(shape));
  const { error } = z.object(shape).safeParse(options);
  if (error) throw new UserError('The options are not right', { why: z.prettifyError(error) });
}

/** A member that a function of ours would ignore. */
export function unknownName(taker: string, name: string, names: readonly string[]): UserError {
  return new UserError(`${taker} does not know "${name}"`, {
    fix: `${didYouMean(name, names)}Take one of: ${names.join(', ')}`,
  });
}

/** What the options say of the stack; what is left out is as the project says. */
export function choicesOf(options: StackOptions): Choices {
  const { stack, region, account, parameters, runners, mocks, leaveOut } = options;
  return {
    ...(stack !== undefined && { stack }),
    ...(region !== undefined && { region }),
    ...(account !== undefined && { account }),
    ...(runners !== undefined && { runners }),
    ...(mocks !== undefined && { mocks: MOCKS.parse(mocks) }),
    ...(leaveOut !== undefined && { leaveOut: [...leaveOut] }),
    parameters: { ...parameters },
  };
}
