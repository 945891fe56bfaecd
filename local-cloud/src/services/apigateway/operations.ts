import { createAuthorizer } from './actions/createAuthorizer.ts';
import { createDeployment } from './actions/createDeployment.ts';
import { createResource } from './actions/createResource.ts';
import { createRestApi } from './actions/createRestApi.ts';
import { createStage } from './actions/createStage.ts';
import { deleteAuthorizer } from './actions/deleteAuthorizer.ts';
import { deleteDeployment } from './actions/deleteDeployment.ts';
import { deleteIntegration } from './actions/deleteIntegration.ts';
import { deleteIntegrationResponse } from './actions/deleteIntegrationResponse.ts';
import { deleteMethod } from './actions/deleteMethod.ts';
import { deleteMethodResponse } from './actions/deleteMethodResponse.ts';
import { deleteResource } from './actions/deleteResource.ts';
import { deleteRestApi } from './actions/deleteRestApi.ts';
import { deleteStage } from './actions/deleteStage.ts';
import { getAccount } from './actions/getAccount.ts';
import { getAuthorizer } from './actions/getAuthorizer.ts';
import { getAuthorizers } from './actions/getAuthorizers.ts';
import { getDeployment } from './actions/getDeployment.ts';
import { getDeployments } from './actions/getDeployments.ts';
import { getIntegration } from './actions/getIntegration.ts';
import { getIntegrationResponse } from './actions/getIntegrationResponse.ts';
import { getMethod } from './actions/getMethod.ts';
import { getMethodResponse } from './actions/getMethodResponse.ts';
import { getResource } from './actions/getResource.ts';
import { getResources } from './actions/getResources.ts';
import { getRestApi } from './actions/getRestApi.ts';
import { getRestApis } from './actions/getRestApis.ts';
import { getStage } from './actions/getStage.ts';
import { getStages } from './actions/getStages.ts';
import { importRestApi } from './actions/importRestApi.ts';
import { putIntegration } from './actions/putIntegration.ts';
import { putIntegrationResponse } from './actions/putIntegrationResponse.ts';
import { putMethod } from './actions/putMethod.ts';
import { putMethodResponse } from './actions/putMethodResponse.ts';
import { putRestApi } from './actions/putRestApi.ts';
import { updateAccount } from './actions/updateAccount.ts';
import { updateRestApi } from './actions/updateRestApi.ts';
import { updateStage } from './actions/updateStage.ts';
import type { RestApis } from './rest-apis.ts';

/** The operations of API Gateway's REST APIs, by their names in the API model. */
export function restApiOperations(apis: RestApis) {
  return {
    CreateAuthorizer: createAuthorizer(apis),
    CreateDeployment: createDeployment(apis),
    CreateResource: createResource(apis),
    CreateRestApi: createRestApi(apis),
    CreateStage: createStage(apis),
    DeleteAuthorizer: deleteAuthorizer(apis),
    DeleteDeployment: deleteDeployment(apis),
    DeleteIntegration: deleteIntegration(apis),
    DeleteIntegrationResponse: deleteIntegrationResponse(apis),
    DeleteMethod: deleteMethod(apis),
    DeleteMethodResponse: deleteMethodResponse(apis),
    DeleteResource: deleteResource(apis),
    DeleteRestApi: deleteRestApi(apis),
    DeleteStage: deleteStage(apis),
    GetAccount: getAccount(apis),
    GetAuthorizer: getAuthorizer(apis),
    GetAuthorizers: getAuthorizers(apis),
    GetDeployment: getDeployment(apis),
    GetDeployments: getDeployments(apis),
    GetIntegration: getIntegration(apis),
    GetIntegrationResponse: getIntegrationResponse(apis),
    GetMethod: getMethod(apis),
    GetMethodResponse: getMethodResponse(apis),
    GetResource: getResource(apis),
    GetResources: getResources(apis),
    GetRestApi: getRestApi(apis),
    GetRestApis: getRestApis(apis),
    GetStage: getStage(apis),
    GetStages: getStages(apis),
    ImportRestApi: importRestApi(apis),
    PutIntegration: putIntegration(apis),
    PutIntegrationResponse: putIntegrationResponse(apis),
    PutMethod: putMethod(apis),
    PutMethodResponse: putMethodResponse(apis),
    PutRestApi: putRestApi(apis),
    UpdateAccount: updateAccount(apis),
    UpdateRestApi: updateRestApi(apis),
    UpdateStage: updateStage(apis),
  };
}
