import { invalid } from './errors.ts';

/** A statement of a function's resource policy, as AddPermission makes it. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Principal: '*' | { readonly Service: string } | { readonly AWS: string };
  readonly Action: string;
  readonly Resource: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface PermissionInput {
  readonly StatementId: string;
  readonly Action: string;
  readonly Principal: string;
  readonly SourceArn?: string;
  readonly SourceAccount?: string;
  readonly FunctionUrlAuthType?: string;
  readonly InvokedViaFunctionUrl?: boolean;
}

/**
 * https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
 *
 * @throws InvalidParameterValueException for what is no principal
 */
export function statementOf(input: PermissionInput, functionArn: string): PolicyStatement {
  const { SourceArn, SourceAccount, FunctionUrlAuthType, InvokedViaFunctionUrl } = input;
  const equal = {
    ...(SourceAccount !== undefined && { 'AWS:SourceAccount': SourceAccount }),
    ...(FunctionUrlAuthType !== undefined && {
      'lambda:FunctionUrlAuthType': FunctionUrlAuthType,
    }),
  };
  const condition = {
    ...(Object.keys(equal).length > 0 && { StringEquals: equal }),
    ...(InvokedViaFunctionUrl !== undefined && {
      Bool: { 'lambda:InvokedViaFunctionUrl': String(InvokedViaFunctionUrl) },
    }),
    ...(SourceArn !== undefined && { ArnLike: { 'AWS:SourceArn': SourceArn } }),
  };
  return {
    Sid: input.StatementId,
    Effect: 'Allow',
    Principal: principalOf(input.Principal),
    Action: input.Action,
    Resource: functionArn,
    ...(Object.keys(condition).length > 0 && { Condition: condition }),
  };
}

function principalOf(principal: string): PolicyStatement['Principal'] {
  if (principal === '*') return '*';
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  if (principal.startsWith('arn:')) return { AWS: principal };
  if (/\.amazon(?:aws)?\.com(?:\.cn)?$/.test(principal)) return { Service: principal };
  throw invalid('The provided principal was invalid. Please check the principal and try again.');
}

/** Throws InvalidParameterValueException for a kind of URL where the action is not about URLs. */
export function checkUrlCondition(action: string, authType: string | undefined): void {
  if (authType === undefined || action === 'lambda:InvokeFunctionUrl') return;
  throw invalid('FunctionUrlAuthType is only supported for lambda:InvokeFunctionUrl action');
}
