import type { PutParameterRequest, PutParameterResult } from '@aws-sdk/client-ssm';
import { AwsError, notSupported } from '../../../errors.ts';
import type { Served } from '../../members.ts';
import type { Parameters, StoredParameter } from '../parameters.ts';

/**
 * Creates a parameter, or with Overwrite a new version of it. SecureString is refused by name.
 * Errors: ParameterAlreadyExists, ValidationException.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export function putParameter(
  parameters: Parameters,
): Served<PutParameterRequest, PutParameterResult> {
  return {
    members: ['Name', 'Value', 'Type', 'Description', 'Overwrite'],
    permissions: ({ Name }) => [parameters.permission('PutParameter', Name)],
    handle({ Name = '', Value = '', Type, Description, Overwrite = false }) {
      const known = parameters.find(Name);
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
      return { Version: version, Tier: 'Standard' };
    },
  };
}

/** Of a parameter in the standard tier. */
const MOST_BYTES = 4096;

function alreadyExists(): AwsError {
  return new AwsError(
    'ParameterAlreadyExists',
    'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
  );
}

function checkName(name: string): void {
  if (/^[a-zA-Z0-9_.\-/]{1,2048}$/.test(name)) return;
  throw new AwsError(
    'ValidationException',
    'Parameter name: can only contain letters, numbers and the symbols ".-_/".',
  );
}

function checkValue(value: string): void {
  if (value !== '' && Buffer.byteLength(value) <= MOST_BYTES) return;
  throw new AwsError(
    'ValidationException',
    `Standard tier parameters support a parameter value of 1 to ${MOST_BYTES} characters.`,
  );
}

function typeOf(type: string | undefined): StoredParameter['type'] {
  if (type === 'String' || type === 'StringList') return type;
  if (type === 'SecureString') throw notSupported('SSM', 'parameters of the type SecureString');
  throw new AwsError(
    'ValidationException',
    'A parameter type is required when you create a parameter.',
  );
}
