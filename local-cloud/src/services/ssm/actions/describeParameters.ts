import type { DescribeParametersRequest, DescribeParametersResult } from '@aws-sdk/client-ssm';
import type { Operation } from '../../../core/service.ts';
import { readFilters } from '../filters.ts';
import { filterList, page } from '../members.ts';
import { pageOf } from '../pages.ts';
import { type Parameters, toldBesides } from '../parameters.ts';

/**
 * Lists the parameters that the filters let pass, without their values.
 * Errors: InvalidNextToken, InvalidFilterKey, InvalidFilterOption, InvalidFilterValue; other filters are refused by name.
 *
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html
 */
export function describeParameters(
  parameters: Parameters,
): Operation<DescribeParametersRequest, DescribeParametersResult> {
  return {
    members: { ParameterFilters: filterList, ...page(50) },
    permissions: () => [{ action: 'ssm:DescribeParameters', resource: '*' }],
    handle({ ParameterFilters: filters = [], ...asked }) {
      const matching = parameters.all().filter(readFilters(filters, 'DescribeParameters'));
      const { shown, NextToken } = pageOf(matching, asked, 50);
      const Parameters = shown.map((one) => {
        const { Value: _, ...rest } = parameters.describe(one);
        return { ...rest, ...toldBesides(one) };
      });
      return { Parameters, NextToken };
    },
  };
}
