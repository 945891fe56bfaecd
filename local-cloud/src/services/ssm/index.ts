import type { Cloud } from '../../core/service.ts';
import { validationErrors } from '../../core/validation-errors.ts';
import { addTagsToResource } from './actions/addTagsToResource.ts';
import { deleteParameter } from './actions/deleteParameter.ts';
import { deleteParameters } from './actions/deleteParameters.ts';
import { describeParameters } from './actions/describeParameters.ts';
import { getParameter } from './actions/getParameter.ts';
import { getParameterHistory } from './actions/getParameterHistory.ts';
import { getParameters } from './actions/getParameters.ts';
import { getParametersByPath } from './actions/getParametersByPath.ts';
import { listTagsForResource } from './actions/listTagsForResource.ts';
import { putParameter } from './actions/putParameter.ts';
import { removeTagsFromResource } from './actions/removeTagsFromResource.ts';
import { Parameters } from './parameters.ts';

/** Systems Manager as far as Parameter Store goes. */
export function createSSM(cloud: Cloud) {
  const parameters = new Parameters(cloud);
  const operations = {
    AddTagsToResource: addTagsToResource(parameters),
    DeleteParameter: deleteParameter(parameters),
    DeleteParameters: deleteParameters(parameters),
    DescribeParameters: describeParameters(parameters),
    GetParameter: getParameter(parameters),
    GetParameterHistory: getParameterHistory(parameters),
    GetParameters: getParameters(parameters),
    GetParametersByPath: getParametersByPath(parameters),
    ListTagsForResource: listTagsForResource(parameters),
    PutParameter: putParameter(parameters),
    RemoveTagsFromResource: removeTagsFromResource(parameters),
  };
  const refusal = validationErrors('ValidationException');
  return { sdkId: 'SSM', operations, refusal, state: parameters };
}
