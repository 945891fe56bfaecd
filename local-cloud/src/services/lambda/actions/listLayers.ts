import type { ListLayersRequest, ListLayersResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import { isFor, listedLayer } from '../layer-answers.ts';
import type { Layers } from '../layers.ts';
import { listedLayers } from '../members.ts';
import { page } from '../pages.ts';

/**
 * The layers by name, each with its newest version that is wanted, at most 50 at a time.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_ListLayers.html
 */
export function listLayers(layers: Layers): Operation<ListLayersRequest, ListLayersResponse> {
  return {
    members: listedLayers,
    permissions: () => [{ action: 'lambda:ListLayers', resource: '*' }],
    handle({ Marker, MaxItems = 50, ...wanted }) {
      const newest = layers.all().flatMap((versions) => {
        const found = versions.find((version) => isFor(version, wanted));
        return found === undefined ? [] : [found];
      });
      const { items, NextMarker } = page(newest, Marker, MaxItems);
      const Layers = items.map((version) => ({
        LayerName: version.name,
        LayerArn: layers.arn(version.name),
        LatestMatchingVersion: listedLayer(layers, version),
      }));
      return { Layers, NextMarker };
    },
  };
}
