import type { Cloud, Service } from '../../core/service.ts';
import { stateOf } from '../../core/state.ts';
import { validationErrors } from '../../core/validation-errors.ts';
import type { EventSource } from '../../function-host/event-sources/event-source.ts';
import type { Host } from '../../function-host/types.ts';
import type { Mount } from '../../gateway/dispatcher.ts';
import type { SignerOf } from '../../gateway/signer.ts';
import { addPermission } from './actions/addPermission.ts';
import { createAlias } from './actions/createAlias.ts';
import { createEventSourceMapping } from './actions/createEventSourceMapping.ts';
import { createFunction } from './actions/createFunction.ts';
import { createFunctionUrlConfig } from './actions/createFunctionUrlConfig.ts';
import { deleteAlias } from './actions/deleteAlias.ts';
import { deleteEventSourceMapping } from './actions/deleteEventSourceMapping.ts';
import { deleteFunction } from './actions/deleteFunction.ts';
import { deleteFunctionConcurrency } from './actions/deleteFunctionConcurrency.ts';
import { deleteFunctionEventInvokeConfig } from './actions/deleteFunctionEventInvokeConfig.ts';
import { deleteFunctionUrlConfig } from './actions/deleteFunctionUrlConfig.ts';
import { deleteLayerVersion } from './actions/deleteLayerVersion.ts';
import { getAlias } from './actions/getAlias.ts';
import { getEventSourceMapping } from './actions/getEventSourceMapping.ts';
import { getFunction } from './actions/getFunction.ts';
import { getFunctionConcurrency } from './actions/getFunctionConcurrency.ts';
import { getFunctionConfiguration } from './actions/getFunctionConfiguration.ts';
import { getFunctionEventInvokeConfig } from './actions/getFunctionEventInvokeConfig.ts';
import { getFunctionUrlConfig } from './actions/getFunctionUrlConfig.ts';
import { getLayerVersion } from './actions/getLayerVersion.ts';
import { getLayerVersionByArn } from './actions/getLayerVersionByArn.ts';
import { getPolicy } from './actions/getPolicy.ts';
import { invoke } from './actions/invoke.ts';
import { listAliases } from './actions/listAliases.ts';
import { listEventSourceMappings } from './actions/listEventSourceMappings.ts';
import { listFunctions } from './actions/listFunctions.ts';
import { listFunctionUrlConfigs } from './actions/listFunctionUrlConfigs.ts';
import { listLayers } from './actions/listLayers.ts';
import { listLayerVersions } from './actions/listLayerVersions.ts';
import { listTags } from './actions/listTags.ts';
import { listVersionsByFunction } from './actions/listVersionsByFunction.ts';
import { publishLayerVersion } from './actions/publishLayerVersion.ts';
import { publishVersion } from './actions/publishVersion.ts';
import { putFunctionConcurrency } from './actions/putFunctionConcurrency.ts';
import { putFunctionEventInvokeConfig } from './actions/putFunctionEventInvokeConfig.ts';
import { removePermission } from './actions/removePermission.ts';
import { tagResource } from './actions/tagResource.ts';
import { untagResource } from './actions/untagResource.ts';
import { updateAlias } from './actions/updateAlias.ts';
import { updateEventSourceMapping } from './actions/updateEventSourceMapping.ts';
import { updateFunctionCode } from './actions/updateFunctionCode.ts';
import { updateFunctionConfiguration } from './actions/updateFunctionConfiguration.ts';
import { updateFunctionEventInvokeConfig } from './actions/updateFunctionEventInvokeConfig.ts';
import { updateFunctionUrlConfig } from './actions/updateFunctionUrlConfig.ts';
import { AsyncInvocations } from './async-invocations.ts';
import type { Archives } from './code.ts';
import { CodeLinks } from './code-links.ts';
import { Mappings } from './event-source-mappings.ts';
import { Functions } from './functions.ts';
import { urlMount } from './url-request.ts';

/**
 * Lambda: zip functions of the Node.js runtimes, run by the host.
 *
 * @param sources the kinds of event sources that functions can be mapped to
 * @param archives where the code of functions is kept
 * @param signerOf who signed a request to a function's URL
 */
export function createLambda(
  cloud: Cloud,
  host: Host,
  sources: readonly EventSource[],
  archives: Archives,
  signerOf: SignerOf,
) {
  const functions = new Functions(cloud, host, archives);
  const events = new AsyncInvocations(cloud, functions);
  const mappings = new Mappings(cloud, functions, sources);
  const links = new CodeLinks(cloud);
  return {
    sdkId: 'Lambda',
    operations: {
      AddPermission: addPermission(cloud, functions),
      CreateEventSourceMapping: createEventSourceMapping(mappings),
      CreateFunction: createFunction(cloud, functions),
      CreateFunctionUrlConfig: createFunctionUrlConfig(functions),
      DeleteEventSourceMapping: deleteEventSourceMapping(mappings),
      DeleteFunction: deleteFunction(functions),
      DeleteFunctionConcurrency: deleteFunctionConcurrency(functions),
      DeleteFunctionEventInvokeConfig: deleteFunctionEventInvokeConfig(functions),
      DeleteFunctionUrlConfig: deleteFunctionUrlConfig(functions),
      DeleteLayerVersion: deleteLayerVersion(functions.layers),
      GetEventSourceMapping: getEventSourceMapping(mappings),
      GetFunction: getFunction(functions, links),
      GetFunctionConcurrency: getFunctionConcurrency(functions),
      GetFunctionConfiguration: getFunctionConfiguration(functions),
      GetFunctionEventInvokeConfig: getFunctionEventInvokeConfig(functions),
      GetFunctionUrlConfig: getFunctionUrlConfig(functions),
      GetLayerVersion: getLayerVersion(functions.layers, links),
      GetLayerVersionByArn: getLayerVersionByArn(functions.layers, links),
      GetPolicy: getPolicy(functions),
      Invoke: invoke(functions, events),
      ListEventSourceMappings: listEventSourceMappings(mappings),
      ListFunctions: listFunctions(functions),
      ListFunctionUrlConfigs: listFunctionUrlConfigs(functions),
      ListLayers: listLayers(functions.layers),
      ListLayerVersions: listLayerVersions(functions.layers),
      ListTags: listTags(functions),
      PutFunctionConcurrency: putFunctionConcurrency(functions),
      PutFunctionEventInvokeConfig: putFunctionEventInvokeConfig(functions),
      RemovePermission: removePermission(cloud, functions),
      TagResource: tagResource(functions),
      UntagResource: untagResource(functions),
      UpdateEventSourceMapping: updateEventSourceMapping(mappings),
      UpdateFunctionCode: updateFunctionCode(cloud, functions),
      UpdateFunctionConfiguration: updateFunctionConfiguration(cloud, functions),
      UpdateFunctionEventInvokeConfig: updateFunctionEventInvokeConfig(functions),
      UpdateFunctionUrlConfig: updateFunctionUrlConfig(functions),
      CreateAlias: createAlias(cloud, functions),
      DeleteAlias: deleteAlias(functions),
      GetAlias: getAlias(functions),
      ListAliases: listAliases(functions),
      ListVersionsByFunction: listVersionsByFunction(functions),
      PublishLayerVersion: publishLayerVersion(cloud, functions.layers, links),
      PublishVersion: publishVersion(functions),
      UpdateAlias: updateAlias(cloud, functions),
    },
    refusal: validationErrors('ValidationException', { Type: 'User' }),
    state: stateOf({ layers: functions.layers, functions, events: events.state, mappings }),
    mounts: [links.mount, urlMount(functions, signerOf)],
  } satisfies Service & { mounts: readonly Mount[] };
}
