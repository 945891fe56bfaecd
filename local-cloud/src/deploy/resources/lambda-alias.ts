import type { AliasConfiguration } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { defined, number, resourceType } from '../resource-type.ts';

const properties = z.strictObject({
  FunctionName: z.string(),
  FunctionVersion: z.string(),
  Name: z.string(),
  Description: z.string().optional(),
  RoutingConfig: z
    .strictObject({
      AdditionalVersionWeights: z.array(
        z.strictObject({ FunctionVersion: z.string(), FunctionWeight: number }),
      ),
    })
    .optional(),
});

/** Of what is left out. */
const DEFAULTS = { Description: '', RoutingConfig: { AdditionalVersionWeights: {} } };

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-alias.html */
export const lambdaAlias = resourceType({
  type: 'AWS::Lambda::Alias',
  properties,
  inert: ['ProvisionedConcurrencyConfig'],
  async create(given, context) {
    const { FunctionName, Name } = given;
    const { AliasArn } = await context.call<AliasConfiguration>(
      'Lambda',
      'CreateAlias',
      inputOf(given),
    );
    return {
      ref: AliasArn!,
      attributes: { AliasArn: AliasArn! },
      remove: () => context.call('Lambda', 'DeleteAlias', { FunctionName, Name }),
    };
  },
  fixed: ['FunctionName', 'Name'],
  async update(_deployed, given, context) {
    await context.call('Lambda', 'UpdateAlias', { ...DEFAULTS, ...inputOf(given) });
  },
});

/** Weights are a list here, and a map in the API. */
function inputOf({ RoutingConfig, ...rest }: z.output<typeof properties>): object {
  const weights = RoutingConfig?.AdditionalVersionWeights.map(
    ({ FunctionVersion, FunctionWeight }) => [FunctionVersion, FunctionWeight] as const,
  );
  return defined({
    ...rest,
    RoutingConfig: weights && { AdditionalVersionWeights: Object.fromEntries(weights) },
  });
}
