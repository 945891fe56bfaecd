import type { PutParameterRequest, PutParameterResult } from '@aws-sdk/client-ssm';
import { AwsError, notSupported } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { parameterName, tagList } from '../members.ts';
import { PARAMETER_TYPES, type Parameters, type StoredParameter } from '../parameters.ts';
import { withTags } from '../tags.ts';

/**
 * Creates a parameter, or with Overwrite a new version of it. A SecureString is under the key that AWS
 * manages (alias/aws/ssm), which everybody may use who may use the parameter.
 * Errors: ParameterAlreadyExists, ValidationException.
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
      Type: {},
      KeyId: {},
      Overwrite: {},
      Tags: tagList,
      Tier: {},
      DataType: {},
    },
    permissions: ({ Name, Tags }) => [
      parameters.permission('PutParameter', Name),
      ...(Tags === undefined ? [] : [parameters.permission('AddTagsToResource', Name)]),
    ],
    handle(input) {
      const { Name = '', Value = '', Type, Description, Overwrite = false, Tags } = input;
      refuseUnserved(input);
      if (Overwrite && Tags !== undefined) throw invalid(TAGS_AND_OVERWRITE);
      const tags = Tags && withTags(new Map(), Tags);
      const known = parameters.latest(Name);
      if (known !== undefined && !Overwrite) throw alreadyExists();
      checkName(Name);
      checkValue(Value);
      const version = (known?.version ?? 0) + 1;
      parameters.put({
        name: Name,
        type: typeOf(Type ?? known?.type),
        value: Value,
        version,
        description: Description ?? known?.description,
        modified: parameters.cloud.clock.now(),
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

/** Only what every account has without asking is served. */
const SERVED = { KeyId: 'alias/aws/ssm', Tier: 'Standard', DataType: 'text' } as const;

function refuseUnserved(input: PutParameterRequest): void {
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
  if (!/^[a-zA-Z0-9_.\-/]{1,1011}$/.test(name) || /\/\/|\/$/.test(name)) {
    throw invalid(
      'Parameter name: can only contain letters, numbers and the symbols ".-_/", and no empty parts.',
    );
  }
  if (/^\/?(aws|ssm)/i.test(name)) {
    throw invalid('Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).');
  }
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

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}

function checkValue(value: string): void {
  if (value !== '' && Buffer.byteLength(value) <= MOST_BYTES) return;
  throw invalid(
    `Standard tier parameters support a parameter value of 1 to ${MOST_BYTES} characters.`,
  );
}

function typeOf(type: string | undefined): StoredParameter['type'] {
  const known = PARAMETER_TYPES.find((one) => one === type);
  if (known !== undefined) return known;
  if (type !== undefined) throw notSupported('SSM', `parameters of the type ${type}`);
  throw invalid('A parameter type is required when you create a parameter.');
}
