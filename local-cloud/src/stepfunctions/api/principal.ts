import type { Hold } from '../../core/clock.ts';
import type { Principal, TaskOrigin } from '../../core/service.ts';

/** Step Functions in a session of a role: the one of a state machine, or of a state's `Credentials`. */
export function rolePrincipal(
  place: { readonly accountId: string },
  session: {
    readonly roleArn: string;
    readonly session: string;
    readonly stateMachineArn?: string;
    readonly hold?: Hold;
    readonly task?: TaskOrigin | undefined;
  },
): Principal {
  const { roleArn, stateMachineArn, hold, task } = session;
  const [, , , , account = place.accountId] = roleArn.split(':');
  const role = roleArn.split('/').at(-1)!;
  return {
    kind: 'role',
    arn: `arn:aws:sts::${account}:assumed-role/${role}/${session.session.slice(0, 64)}`,
    roleArn,
    ...(stateMachineArn !== undefined && { sourceArn: stateMachineArn }),
    ...(hold !== undefined && { invocation: hold }),
    ...(task !== undefined && { task }),
  };
}
