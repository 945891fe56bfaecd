import type { Cloud } from '../../core/service.ts';
import { validationErrors } from '../../core/validation-errors.ts';
import { deleteParameter } from './actions/deleteParameter.ts';
import { describeParameters } from './actions/describeParameters.ts';
import { getParameter } from './actions/getParameter.ts';
import { getParameters } from './actions/getParameters.ts';
import { putParameter } from './actions/putParameter.ts';
import { Parameters } from './parameters.ts';

/** Systems Manager as far as Parameter Store goes. */
export function createSSM(cloud: Cloud) {
  const parameters = new Parameters(cloud);
  const operations = {
    DeleteParameter: deleteParameter(parameters),
    DescribeParameters: describeParameters(parameters),
    GetParameter: getParameter(parameters),
    GetParameters: getParameters(parameters),
    PutParameter: putParameter(parameters),
  };
  const refusal = validationErrors('ValidationException');
  return { sdkId: 'SSM', operations, refusal, state: parameters };
}
