import * as z from 'zod';
import type { Json } from '../../core/json.ts';
import { json } from '../../core/json-schemas.ts';
import type { FunctionAlias } from './function-alias.ts';
import { given, type Made } from './made.ts';

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-functionurlconfig.html */
export const functionUrlConfig = z.strictObject({
  AuthType: json,
  Cors: json.optional(),
  InvokeMode: json.optional(),
});

/** Adds the URL of a function, or of its alias; everybody may use one without authentication. */
export function addFunctionUrl(
  config: z.output<typeof functionUrlConfig>,
  made: Made,
  alias: FunctionAlias | undefined,
): void {
  const target: Json = { Ref: alias?.id ?? made.id };
  made.add(`${made.id}Url`, 'AWS::Lambda::Url', given({ TargetFunctionArn: target, ...config }));
  if (config.AuthType !== 'NONE') return;
  const everybody = { FunctionName: target, Principal: '*' };
  made.add(`${made.id}UrlPublicPermissions`, 'AWS::Lambda::Permission', {
    ...everybody,
    Action: 'lambda:InvokeFunctionUrl',
    FunctionUrlAuthType: 'NONE',
  });
  made.add(`${made.id}URLInvokeAllowPublicAccess`, 'AWS::Lambda::Permission', {
    ...everybody,
    Action: 'lambda:InvokeFunction',
    InvokedViaFunctionUrl: true,
  });
}
