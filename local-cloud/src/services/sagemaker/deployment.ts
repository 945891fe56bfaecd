import type { Deployment, Variant } from './endpoint.ts';
import type { SageMaker } from './sagemaker.ts';

/**
 * What an endpoint configuration and its models are now.
 *
 * @throws ValidationException where the configuration or one of its models is not there
 */
export function deploymentOf(sagemaker: SageMaker, configName: string | undefined): Deployment {
  const { cloud, configs, models } = sagemaker;
  const { name, request } = configs.get(configName);
  const variants = request.ProductionVariants!.map((settings): Variant => {
    return { settings, model: models.get(settings.ModelName).request };
  });
  return { configName: name, variants, startedAt: cloud.clock.now() };
}
