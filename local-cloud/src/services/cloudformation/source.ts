import type { Capability, Parameter, Tag } from '@aws-sdk/client-cloudformation';
import type { Constraint } from '../../core/contract.ts';
import { AwsError, UserError } from '../../core/errors.ts';
import { isObject, type Json, memberOf } from '../../core/json.ts';
import { objectBytes } from '../../core/object-bytes.ts';
import type { Cloud, Principal } from '../../core/service.ts';
import { readTemplate } from '../../deploy/apart/read-template.ts';
import { checkDependencies } from '../../deploy/dependencies.ts';
import { type Template, templateOf } from '../../deploy/template.ts';
import { checkCapabilities } from './capabilities.ts';
import type { Source } from './stack-record.ts';
import { invalid } from './stacks.ts';

/** What calls that make or change a stack give. */
export interface GivenSource {
  readonly TemplateBody?: string | undefined;
  readonly TemplateURL?: string | undefined;
  readonly UsePreviousTemplate?: boolean | undefined;
  readonly Parameters?: readonly Parameter[] | undefined;
  readonly Capabilities?: readonly Capability[] | undefined;
  readonly Tags?: readonly Tag[] | undefined;
}

/** Of a template by a call, and by an object of S3. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const LARGEST = { TemplateBody: 51_200, TemplateURL: 1_048_576 };

export const templateMembers = {
  TemplateBody: { length: [1] },
  TemplateURL: { length: [1, 5120] },
} as const satisfies Record<string, Constraint>;

export const sourceMembers = {
  ...templateMembers,
  Parameters: {
    items: { members: { ParameterKey: {}, ParameterValue: {}, UsePreviousValue: {} } },
  },
  Capabilities: {
    items: { enum: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'] },
  },
  Tags: {
    length: [0, 50],
    items: {
      members: {
        Key: { required: true, length: [1, 128] },
        Value: { required: true, length: [0, 256] },
      },
    },
  },
} as const satisfies Record<string, Constraint>;

/**
 * What a stack is to be made from.
 *
 * @param before what it is made from now, where it is there
 * @param expands transforms need no acknowledgement: a change set shows what they make
 * @throws ValidationError, InsufficientCapabilitiesException
 */
export async function sourceOf(
  cloud: Cloud,
  principal: Principal,
  given: GivenSource,
  {
    before,
    expands = false,
  }: { readonly before?: Source | undefined; readonly expands?: boolean } = {},
): Promise<Source> {
  const text = await textOf(cloud, principal, given, before);
  const { template, description, transforms } = await templateIn(text);
  const { Capabilities: capabilities = [], Parameters = [], Tags } = given;
  checkCapabilities(template, expands ? [] : transforms, capabilities);
  const parameters: Record<string, string> = {};
  for (const { ParameterKey, ParameterValue, UsePreviousValue } of Parameters) {
    const value = UsePreviousValue
      ? memberOf(before?.parameters ?? {}, ParameterKey ?? '')
      : ParameterValue;
    if (ParameterKey !== undefined && value !== undefined) parameters[ParameterKey] = value;
  }
  const tags = Tags ?? before?.tags ?? [];
  return { text, template, description, parameters, capabilities, tags };
}

/** @throws ValidationError */
async function textOf(
  cloud: Cloud,
  principal: Principal,
  { TemplateBody, TemplateURL, UsePreviousTemplate }: GivenSource,
  before?: Source,
): Promise<string> {
  const ways = [TemplateBody, TemplateURL, UsePreviousTemplate || undefined];
  if (ways.filter((way) => way !== undefined).length !== 1) {
    throw invalid('Either Template URL or Template Body must be specified.');
  }
  if (TemplateBody !== undefined) return checked(TemplateBody, 'TemplateBody');
  if (TemplateURL !== undefined) return templateAt(cloud, principal, TemplateURL);
  if (before === undefined) throw invalid('There is no previous template: the stack is not there.');
  return before.text;
}

/** The text of a template that is given by one of two members. */
export function templateText(
  cloud: Cloud,
  principal: Principal,
  { TemplateBody, TemplateURL }: Pick<GivenSource, 'TemplateBody' | 'TemplateURL'>,
): Promise<string> {
  return textOf(cloud, principal, { TemplateBody, TemplateURL });
}

function checked(text: string, member: keyof typeof LARGEST): string {
  if (Buffer.byteLength(text) <= LARGEST[member]) return text;
  throw invalid(
    `1 validation error detected: Value at '${member[0]!.toLowerCase()}${member.slice(1)}' failed to satisfy ` +
      `constraint: Member must have length less than or equal to ${LARGEST[member]}`,
  );
}

/** S3 by its path, by the bucket's own host name, and here. */
const PATH_STYLE = /^s3[.-]|^127\.0\.0\.1$|^localhost$/;

async function templateAt(cloud: Cloud, principal: Principal, address: string): Promise<string> {
  const { hostname, pathname } = URL.parse(address) ?? {};
  const path = pathname && decoded(pathname.slice(1));
  if (hostname === undefined || path === undefined) {
    throw invalid('TemplateURL must be a supported URL.');
  }
  const [first = '', ...rest] = path.split('/');
  const [Bucket, Key] = PATH_STYLE.test(hostname)
    ? [first, rest.join('/')]
    : [/^(.+)\.s3[.-]/.exec(hostname)?.[1], path];
  if (!Bucket || !Key)
    throw invalid('TemplateURL must reference a valid S3 object to which you have access.');
  const bounds = {
    most: LARGEST.TemplateURL,
    tooLarge: () => invalid(`Template may not exceed ${LARGEST.TemplateURL} bytes in size.`),
  };
  try {
    const bytes = await objectBytes(cloud, principal, { Bucket, Key }, bounds);
    return Buffer.from(bytes).toString();
  } catch (error) {
    if (!(error instanceof AwsError) || error.code === 'ValidationError') throw error;
    throw invalid(`S3 error: ${error.message} (${Bucket}/${Key})`);
  }
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

export interface ReadTemplate {
  readonly template: Template;
  readonly description: string | undefined;
  readonly transforms: readonly string[];
}

/** @throws ValidationError that says what is wrong, and where */
export async function templateIn(text: string): Promise<ReadTemplate> {
  try {
    const whole = await readTemplate(text, 'The template');
    const { Description, Transform = [] } = isObject(whole)
      ? whole
      : ({} as { [name: string]: Json });
    const template = templateOf(whole, 'The template');
    if (Object.keys(template.Resources).length === 0) {
      throw invalid('Template format error: At least one Resources member must be defined.');
    }
    checkDependencies(template);
    return {
      template,
      description: typeof Description === 'string' ? Description : undefined,
      transforms: [Transform].flat().filter((name) => typeof name === 'string'),
    };
  } catch (error) {
    throw refused(error);
  }
}

/** What the person who deploys could mend, as CloudFormation's error. */
export function refused(error: unknown): unknown {
  return error instanceof UserError ? invalid(error.message) : error;
}
