import type { GetParametersByPathRequest, GetParametersByPathResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../../core/service.ts';
import { checkPath, isUnder, readFilters } from '../filters.ts';
import { filterList, page, parameterName } from '../members.ts';
import { pageOf } from '../pages.ts';
import type { Parameters } from '../parameters.ts';

/** On a page. */
const MOST = 10;

/**
 * Reads the parameters under a path. Errors: InvalidNextToken, InvalidFilterKey, InvalidFilterOption, InvalidFilterValue,
 * ValidationException.
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
      ParameterFilters: filterList,
      WithDecryption: {},
      ...page(MOST),
    },
    permissions: ({ Path = '' }) => [
      { action: 'ssm:GetParametersByPath', resource: parameters.arn(Path.replace(/\/$/, '')) },
    ],
    handle({ Path = '', Recursive = false, WithDecryption, ParameterFilters = [], ...asked }) {
      checkPath(Path);
      const matches = readFilters(ParameterFilters, 'GetParametersByPath');
      const under = parameters.all().filter(({ name }) => isUnder(name, Path, Recursive));
      const found = under.filter(matches);
      const { shown, NextToken } = pageOf(found, asked, MOST);
      return {
        Parameters: shown.map((one) => parameters.describe(one, WithDecryption)),
        NextToken,
      };
    },
  };
}
