import type { GetParametersByPathRequest, GetParametersByPathResult } from '@aws-sdk/client-ssm';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { isUnder } from '../filters.ts';
import { page, parameterName } from '../members.ts';
import { pageOf } from '../pages.ts';
import type { Parameters } from '../parameters.ts';

/** On a page. */
const MOST = 10;

/**
 * Reads the parameters under a path. Errors: InvalidNextToken, ValidationException.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html
 */
export function getParametersByPath(
  parameters: Parameters,
): Operation<GetParametersByPathRequest, GetParametersByPathResult> {
  return {
    members: {
      Path: { ...parameterName, required: true },
      Recursive: {},
      WithDecryption: {},
      ...page(MOST),
    },
    permissions: ({ Path = '' }) => [
      { action: 'ssm:GetParametersByPath', resource: parameters.arn(Path.replace(/\/$/, '')) },
    ],
    handle({ Path = '', Recursive = false, WithDecryption, ...asked }) {
      checkPath(Path);
      const found = parameters.all().filter(({ name }) => isUnder(name, Path, Recursive));
      const { shown, NextToken } = pageOf(found, asked, MOST);
      return {
        Parameters: shown.map((one) => parameters.describe(one, WithDecryption)),
        NextToken,
      };
    },
  };
}

function checkPath(path: string): void {
  if (/^\/[a-zA-Z0-9_.\-/]*$/.test(path) && !path.includes('//')) return;
  throw new AwsError(
    'ValidationException',
    'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed with \\"aws\\" or \\"ssm\\" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.',
  );
}
