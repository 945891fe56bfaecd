import type { PutParameterRequest, PutParameterResult } from '@aws-sdk/client-ssm';
import { BoundedRegex } from '../../../core/bounded-regex.ts';
import { AwsError, notSupported } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { parameterName, tagList } from '../members.ts';
import { invalidName, isName, type Parameters } from '../parameters.ts';
import { withTags } from '../tags.ts';

/**
 * Creates a parameter, or with Overwrite a new version of it. A SecureString is under the key that AWS
 * manages (alias/aws/ssm), which everybody may use who may use the parameter.
 * Errors: ParameterAlreadyExists, ParameterPatternMismatch, InvalidAllowedPattern, ValidationException,
 * AccessDenied, HierarchyLevelLimitExceeded.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export function putParameter(
  parameters: Parameters,
): Operation<PutParameterRequest, PutParameterResult> {
  return {
    members: {
      Name: { ...parameterName, required: true },
      Description: { length: [0, 1024] },
      Value: { required: true, sensitive: true },
      Type: { enum: ['SecureString', 'StringList', 'String'] },
      KeyId: {},
      Overwrite: {},
      Tags: tagList,
      AllowedPattern: { length: [0, 1024] },
      Tier: {},
      DataType: {},
    },
    permissions: ({ Name, Tags }) => [
      parameters.permission('PutParameter', Name),
      ...(Tags === undefined ? [] : [parameters.permission('AddTagsToResource', Name)]),
    ],
    handle(input, { principal }) {
      const { Name = '', Value = '', Description, Overwrite = false, Tags } = input;
      if (Value === '') throw invalid(NO_VALUE);
      if (Overwrite && Tags !== undefined) throw invalid(TAGS_AND_OVERWRITE);
      checkName(Name);
      const known = parameters.latest(Name);
      const type = input.Type ?? known?.type;
      if (type === undefined) throw invalid(NO_TYPE);
      refuseUnserved(input);
      const tags = Tags && withTags(new Map(), Tags);
      if (known !== undefined && !Overwrite) throw alreadyExists();
      const allowedPattern = input.AllowedPattern ?? known?.allowedPattern;
      checkValue(Value, allowedPattern);
      const version = (known?.version ?? 0) + 1;
      parameters.put({
        name: Name,
        type,
        value: Value,
        version,
        description: Description ?? known?.description,
        allowedPattern,
        modified: parameters.cloud.clock.now(),
        modifiedBy: principal.arn,
      });
      if (tags !== undefined) parameters.tag(Name, tags);
      return { Version: version, Tier: 'Standard' };
    },
  };
}

/** Of a parameter in the standard tier. */
const MOST_BYTES = 4096;
const MOST_LEVELS = 15;

const TAGS_AND_OVERWRITE =
  "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.";

const NO_VALUE =
  "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1.";
const NO_TYPE = 'A parameter type is required when you create a parameter.';

/** Only what every account has without asking is served. */
const SERVED = { KeyId: 'alias/aws/ssm', Tier: 'Standard', DataType: 'text' } as const;

const DATA_TYPES = ['text', 'aws:ec2:image', 'aws:ssm:integration'];

function refuseUnserved(input: PutParameterRequest): void {
  const { DataType = 'text' } = input;
  if (!DATA_TYPES.includes(DataType)) {
    throw invalid(
      `The following data type is not supported: ${DataType} (Data type names are all lowercase.)`,
    );
  }
  for (const [member, value] of Object.entries(SERVED)) {
    const given = input[member as keyof typeof SERVED];
    if (given === undefined || given === value) continue;
    throw notSupported('SSM', `parameters with the ${member} ${given}`);
  }
}

function alreadyExists(): AwsError {
  return new AwsError(
    'ParameterAlreadyExists',
    'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
  );
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html */
function checkName(name: string): void {
  if (/^\/?(aws|ssm)/i.test(name)) throw reserved(name);
  if (!isName(name)) throw invalidName();
  if (name.includes('/') && !name.startsWith('/')) {
    throw invalid('Parameter name must be a fully qualified name.');
  }
  if (name.split('/').length - 1 > MOST_LEVELS) {
    throw new AwsError(
      'HierarchyLevelLimitExceededException',
      `A hierarchy can have a maximum of ${MOST_LEVELS} levels.`,
    );
  }
}

function reserved(name: string): AwsError {
  if (name.split('/').length < 3) {
    return invalid('Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).');
  }
  if (!/^\/aws/i.test(name)) return invalidName();
  const message = `No access to reserved parameter name: ${name.slice(1)}.`;
  return new AwsError('AccessDeniedException', message);
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

function checkValue(value: string, pattern: string | undefined): void {
  if (Buffer.byteLength(value) > MOST_BYTES) {
    throw invalid(
      `Standard tier parameters support a maximum parameter value of ${MOST_BYTES} characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html`,
    );
  }
  if (pattern === undefined || matches(pattern, value)) return;
  throw new AwsError(
    'ParameterPatternMismatchException',
    `Parameter value, cannot be validated against allowedPattern: ${pattern}`,
  );
}

function matches(pattern: string, value: string): boolean {
  try {
    return new BoundedRegex(`^(?:${pattern})$`, 's').exec(value) !== null;
  } catch (cause) {
    const message = 'The request does not meet the regular expression requirement.';
    throw new AwsError('InvalidAllowedPatternException', message, { cause });
  }
}
