import type { Capability } from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../core/errors.ts';
import type { Template } from '../../deploy/template.ts';

/** Types that may change what is permitted, and the property that gives them a name of their own, where there is one. */
const IAM: Readonly<Record<string, string | undefined>> = {
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Policy': undefined,
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::RolePolicy': undefined,
};

/**
 * The capabilities that a template needs to be acknowledged.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
 */
export function capabilitiesOf(
  { Resources }: Template,
  transforms: readonly string[],
): Capability[] {
  const own = Object.values(Resources).filter(({ Type }) => Object.hasOwn(IAM, Type));
  const isNamed = own.some(({ Type, Properties }) => Object.hasOwn(Properties, IAM[Type] ?? ''));
  return [
    ...(own.length === 0
      ? []
      : [isNamed ? ('CAPABILITY_NAMED_IAM' as const) : ('CAPABILITY_IAM' as const)]),
    ...(transforms.length === 0 ? [] : ['CAPABILITY_AUTO_EXPAND' as const]),
  ];
}

/** As the calls that read a template tell it. */
export function needsOf(template: Template, transforms: readonly string[]) {
  const Capabilities = capabilitiesOf(template, transforms);
  return {
    ...(Capabilities.length > 0 && {
      Capabilities,
      CapabilitiesReason: `The template has resources or transforms that need to be acknowledged: ${Capabilities.join(', ')}`,
    }),
    ...(transforms.length > 0 && { DeclaredTransforms: [...transforms] }),
  };
}

/** @throws InsufficientCapabilitiesException */
export function checkCapabilities(
  template: Template,
  transforms: readonly string[],
  given: readonly Capability[],
): void {
  const has = new Set(given);
  if (has.has('CAPABILITY_NAMED_IAM')) has.add('CAPABILITY_IAM');
  const missing = capabilitiesOf(template, transforms).filter((capability) => !has.has(capability));
  if (missing.length === 0) return;
  const message = `Requires capabilities : [${missing.join(', ')}]`;
  throw new AwsError('InsufficientCapabilitiesException', message);
}
