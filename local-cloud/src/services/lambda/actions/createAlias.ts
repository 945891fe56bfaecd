import type { AliasConfiguration, CreateAliasRequest } from '@aws-sdk/client-lambda';
import type { Cloud, Operation } from '../../../core/service.ts';
import { Alias, checkWeights } from '../alias.ts';
import { conflict, functionNotFound } from '../errors.ts';
import type { Functions } from '../functions.ts';
import { aliasName, functionVersion, plainName, routingConfig } from '../members.ts';

/**
 * Gives a version of a function a name, or shares invocations between two.
 * Errors: ResourceNotFoundException, ResourceConflictException, InvalidParameterValueException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html
 */
export function createAlias(
  cloud: Cloud,
  functions: Functions,
): Operation<CreateAliasRequest, AliasConfiguration> {
  return {
    members: {
      FunctionName: plainName,
      Name: aliasName,
      FunctionVersion: { ...functionVersion, required: true },
      Description: { length: [0, 256] },
      RoutingConfig: routingConfig,
    },
    permissions: ({ FunctionName }) => [functions.permission('CreateAlias', FunctionName)],
    handle(input) {
      const { Name: name = '', FunctionVersion: functionVersion = '', Description = '' } = input;
      const fn = functions.get(input.FunctionName);
      if (fn.version(functionVersion) === undefined) {
        throw functionNotFound(`${fn.arn}:${functionVersion}`);
      }
      if (fn.aliases.has(name)) throw conflict(`Alias already exists: ${fn.arn}:${name}`);
      const weights = input.RoutingConfig?.AdditionalVersionWeights ?? {};
      checkWeights(fn, functionVersion, weights);
      const revisionId = cloud.random.uuid();
      const alias = new Alias({
        name,
        functionVersion,
        description: Description,
        weights,
        revisionId,
      });
      fn.aliases.set(name, alias);
      return alias.configuration(fn);
    },
  };
}
