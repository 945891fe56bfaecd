import type { AliasConfiguration, GetAliasRequest } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../core/service.ts';
import { notFound } from '../errors.ts';
import type { Functions } from '../functions.ts';
import { aliasName, plainName } from '../members.ts';

/**
 * An alias: its version, and how invocations are shared.
 * Errors: ResourceNotFoundException.
 *
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetAlias.html
 */
export function getAlias(functions: Functions): Operation<GetAliasRequest, AliasConfiguration> {
  return {
    members: { FunctionName: plainName, Name: aliasName },
    permissions: ({ FunctionName }) => [functions.permission('GetAlias', FunctionName)],
    handle({ FunctionName, Name = '' }) {
      const fn = functions.get(FunctionName);
      const alias = fn.aliases.get(Name);
      if (alias === undefined) throw notFound(`Cannot find alias arn: ${fn.arn}:${Name}`);
      return alias.configuration(fn);
    },
  };
}
