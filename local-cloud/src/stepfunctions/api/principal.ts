import type { Hold } from '../../core/clock.ts';
import type { Principal } from '../../core/service.ts';

/** Step Functions in a session of a role: the one of a state machine, or of a state's `Credentials`. */
export function rolePrincipal(
  place: { readonly accountId: string },
  session: {
    readonly roleArn: string;
    readonly session: string;
    readonly stateMachineArn?: string;
    readonly hold?: Hold;
  },
): Principal {
  const { roleArn, stateMachineArn, hold } = session;
  const [, , , , account = place.accountId] = roleArn.split(':');
  const role = roleArn.split('/').at(-1)!;
  return {
    kind: 'role',
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${session.session.slice(0, 64)}`,
    roleArn,
    ...(stateMachineArn !== undefined && { sourceArn: stateMachineArn }),
    ...(hold !== undefined && { invocation: hold }),
  };
}
