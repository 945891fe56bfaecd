import type { GetLayerVersionByArnRequest, GetLayerVersionResponse } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import type { CodeLinks } from '../code-links.ts';
import { wholeLayer } from '../layer-answers.ts';
import { type Layers, parse } from '../layers.ts';
import { layerVersionArn } from '../members.ts';

/**
 * A version of a layer by its ARN, with a link to download it by.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersionByArn.html
 */
export function getLayerVersionByArn(
  layers: Layers,
  links: CodeLinks,
): Operation<GetLayerVersionByArnRequest, GetLayerVersionResponse> {
  return {
    members: { Arn: { ...layerVersionArn, required: true } },
    permissions: ({ Arn = '' }) => [{ action: 'lambda:GetLayerVersion', resource: Arn }],
    handle({ Arn = '' }) {
      const layer = Arn.slice(0, Arn.lastIndexOf(':'));
      return wholeLayer(layers, links, layers.get(layer, parse(Arn).version ?? 0));
    },
  };
}
