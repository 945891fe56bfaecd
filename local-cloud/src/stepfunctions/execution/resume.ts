import { type CompiledBranch, isWork, type Step } from './node.ts';
import { parsePayload } from './payload.ts';
import type { Position } from './position.ts';
import type { Run } from './run.ts';
import { Strand, type StrandPart } from './strand.ts';

/** A strand that stands where its history says. */
export function strandAt(
  run: Run,
  position: Position,
  branch: CompiledBranch,
  part?: StrandPart,
): Strand {
  const { last, variables, state } = position;
  const strand = new Strand(run, parsePayload(position.input), last, variables, part);
  strand.node = state === undefined ? undefined : branch.nodes.get(state);
  strand.enteredId = position.enteredId;
  strand.enteredAt = position.enteredAt;
  strand.before = position.before;
  return strand;
}

/**
 * How a strand goes on from there. The state is done again, without being entered again; of a
 * Parallel or Map, what had not succeeded. A Fail state is entered and fails once more.
 * https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
 */
export function continuation(position: Position, branch: CompiledBranch): Step {
  const { state, inner } = position;
  const node = state === undefined ? undefined : branch.nodes.get(state);
  if (node === undefined) return branch.start.enter;
  if (position.left) return node.after?.()?.enter ?? node.retry;
  if (inner !== undefined && isWork(node) && node.resume !== undefined) {
    return (strand) => node.resume!(strand, inner);
  }
  return node.type === 'Fail' ? node.enter : node.retry;
}
