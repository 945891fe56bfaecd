import type {
  CreateEndpointConfigInput,
  CreateEndpointConfigOutput,
  ProductionVariant,
} from '@aws-sdk/client-sagemaker';
import type { Operation } from '../../../core/service.ts';
import { alreadyExists, invalid } from '../errors.ts';
import * as members from '../members.ts';
import { alsoNeeded, permission } from '../names.ts';
import type { SageMaker } from '../sagemaker.ts';
import { tagsOf } from '../tags.ts';

/**
 * Makes a configuration that endpoints can be deployed with: which models, on instances or serverless.
 * Errors: ValidationException.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html
 */
export function createEndpointConfig({
  cloud,
  configs,
  models,
}: SageMaker): Operation<CreateEndpointConfigInput, CreateEndpointConfigOutput> {
  return {
    members: members.endpointConfig,
    permissions({ EndpointConfigName, Tags }) {
      const create = permission(
        cloud,
        'CreateEndpointConfig',
        'endpoint-config',
        EndpointConfigName,
      );
      return [create, ...alsoNeeded(create, { Tags })];
    },
    handle(request) {
      const arn = configs.arn(request.EndpointConfigName);
      if (configs.byArn(arn) !== undefined) throw alreadyExists('endpoint configuration', arn);
      checkVariants(request.ProductionVariants!);
      for (const { ModelName } of request.ProductionVariants!) models.get(ModelName);
      const name = request.EndpointConfigName!;
      const createdAt = cloud.clock.now();
      configs.add({ name, arn, createdAt, tags: tagsOf(request.Tags), request });
      return { EndpointConfigArn: arn };
    },
  };
}

function checkVariants(variants: readonly ProductionVariant[]): void {
  const names = variants.map(({ VariantName }) => VariantName);
  if (new Set(names).size < names.length) {
    throw invalid('Production variant names must be unique within an endpoint configuration.');
  }
  const serverless = variants.filter(({ ServerlessConfig }) => ServerlessConfig !== undefined);
  if (serverless.length > 0 && variants.length > 1) {
    throw invalid('Serverless endpoints can host one production variant only.');
  }
  for (const variant of variants) checkVariant(variant);
}

/** https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints-create-config.html */
const MEMORY_SIZES = [1024, 2048, 3072, 4096, 5120, 6144];

function checkVariant({ ServerlessConfig, InstanceType, InitialInstanceCount }: ProductionVariant) {
  if (ServerlessConfig === undefined) {
    if (InstanceType !== undefined && InitialInstanceCount !== undefined) return;
    throw invalid(
      'You must specify an InstanceType and an InitialInstanceCount, or a ServerlessConfig.',
    );
  }
  if (InstanceType !== undefined || InitialInstanceCount !== undefined) {
    throw invalid(
      'You cannot specify a ServerlessConfig together with an InstanceType or an InitialInstanceCount.',
    );
  }
  if (!MEMORY_SIZES.includes(ServerlessConfig.MemorySizeInMB!)) {
    throw invalid(`MemorySizeInMB must be one of ${MEMORY_SIZES.join(', ')}.`);
  }
}
