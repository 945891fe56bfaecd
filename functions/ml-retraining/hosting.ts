import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DeleteEndpointConfigCommand,
  DeleteModelCommand,
  DescribeEndpointCommand,
  UpdateEndpointCommand,
} from '@aws-sdk/client-sagemaker';
import { sagemaker } from '../kit/clients/sagemaker.ts';
import { environment } from '../kit/environment.ts';
import { logger } from '../kit/logger.ts';

const THERE = /already exist/i;
const GONE = /could not find/i;

/** Creates a model unless it is there. */
export function createModel(ModelName: string, ModelDataUrl: string) {
  const Image = environment('LINEAR_LEARNER_IMAGE');
  const ExecutionRoleArn = environment('SAGEMAKER_ROLE_ARN');
  const PrimaryContainer = { Image, ModelDataUrl };
  const create = new CreateModelCommand({ ModelName, ExecutionRoleArn, PrimaryContainer });
  return unless(THERE, () => sagemaker.send(create));
}

/**
 * Creates the configuration of an endpoint that answers by a model, unless it is there. Serverless: a
 * model that is asked once a day costs nothing while nobody asks.
 */
export function createConfiguration(model: string) {
  const ServerlessConfig = { MemorySizeInMB: 1024, MaxConcurrency: 2 };
  const create = new CreateEndpointConfigCommand({
    EndpointConfigName: model,
    ProductionVariants: [{ VariantName: 'model', ModelName: model, ServerlessConfig }],
  });
  return unless(THERE, () => sagemaker.send(create));
}

/** Creates the endpoint or updates it; what is under way or has failed is left to Check Endpoint. */
export async function deploy(EndpointName: string, EndpointConfigName: string): Promise<void> {
  const target = { EndpointName, EndpointConfigName };
  const describe = new DescribeEndpointCommand({ EndpointName });
  const endpoint = await unless(GONE, () => sagemaker.send(describe));
  if (endpoint === undefined) await sagemaker.send(new CreateEndpointCommand(target));
  else if (endpoint.EndpointStatus !== 'InService') logger.warn('Is under way');
  else if (endpoint.EndpointConfigName !== EndpointConfigName) {
    await sagemaker.send(new UpdateEndpointCommand(target));
  }
}

/** Deletes a model and its configuration, unless they are gone. */
export async function retire(model: string): Promise<void> {
  const configuration = new DeleteEndpointConfigCommand({ EndpointConfigName: model });
  await unless(GONE, () => sagemaker.send(configuration));
  await unless(GONE, () => sagemaker.send(new DeleteModelCommand({ ModelName: model })));
}

/**
 * What the work gives; undefined where SageMaker refuses it with such a message: all that it refuses is
 * called ValidationException.
 */
async function unless<Result>(message: RegExp, work: () => Promise<Result>) {
  try {
    return await work();
  } catch (error) {
    const { name, message: said } = error as Error;
    if (name !== 'ValidationException' || !message.test(said)) throw error;
    return undefined;
  }
}
