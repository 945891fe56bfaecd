import type { DeleteLayerVersionRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import type { Layers } from '../layers.ts';
import { layerName, required } from '../members.ts';

/**
 * Deletes a version of a layer, if there is one: functions that have it keep it.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_DeleteLayerVersion.html
 */
export function deleteLayerVersion(layers: Layers): Operation<DeleteLayerVersionRequest, object> {
  return {
    members: { LayerName: layerName, VersionNumber: required },
    permissions: ({ LayerName = '', VersionNumber }) => [
      layers.permission('DeleteLayerVersion', LayerName, VersionNumber),
    ],
    handle({ LayerName = '', VersionNumber = 0 }) {
      layers.delete(LayerName, VersionNumber);
      return {};
    },
  };
}
