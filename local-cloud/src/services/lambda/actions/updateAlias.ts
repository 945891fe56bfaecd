import type { AliasConfiguration, UpdateAliasRequest } from '@aws-sdk/client-lambda';
import type { Cloud, Operation } from '../../../core/service.ts';
import { Alias, checkWeights } from '../alias.ts';
import { functionNotFound, notFound } from '../errors.ts';
import type { Functions } from '../functions.ts';
import { aliasName, functionVersion, plainName, routingConfig } from '../members.ts';
import { checkRevision } from '../revision.ts';

/**
 * Has an alias stand for another version, or share invocations otherwise.
 * Errors: ResourceNotFoundException, InvalidParameterValueException, PreconditionFailedException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html
 */
export function updateAlias(
  cloud: Cloud,
  functions: Functions,
): Operation<UpdateAliasRequest, AliasConfiguration> {
  return {
    members: {
      FunctionName: plainName,
      Name: aliasName,
      FunctionVersion: functionVersion,
      Description: { length: [0, 256] },
      RoutingConfig: routingConfig,
      RevisionId: {},
    },
    permissions: ({ FunctionName }) => [functions.permission('UpdateAlias', FunctionName)],
    handle(input) {
      const fn = functions.get(input.FunctionName);
      const before = fn.aliases.get(input.Name ?? '');
      if (before === undefined) throw notFound(`Alias not found: ${fn.arn}:${input.Name}`);
      checkRevision(input.RevisionId, before.revisionId);
      const { FunctionVersion: functionVersion = before.functionVersion } = input;
      if (fn.version(functionVersion) === undefined) {
        throw functionNotFound(`${fn.arn}:${functionVersion}`);
      }
      const given = input.RoutingConfig && (input.RoutingConfig.AdditionalVersionWeights ?? {});
      const weights = given ?? before.weights;
      checkWeights(fn, functionVersion, weights);
      const description = input.Description ?? before.description;
      const revisionId = cloud.random.uuid();
      const alias = new Alias({ ...before, functionVersion, description, weights, revisionId });
      fn.aliases.set(alias.name, alias);
      return alias.configuration(fn);
    },
  };
}
