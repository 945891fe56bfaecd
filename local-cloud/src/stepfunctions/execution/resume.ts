import type { Held } from './held.ts';
import { type CompiledBranch, isWork, type StateNode, type Step } from './node.ts';
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
  const strand = new Strand(run, parsePayload(position.input()), last, variables.values, part);
  strand.node = state === undefined ? undefined : branch.nodes.get(state);
  strand.enteredId = position.enteredId;
  strand.enteredAt = position.enteredAt;
  strand.before = position.before;
  if (position.held !== undefined) restore(strand, position.held);
  return strand;
}

function restore(strand: Strand, held: Held): void {
  strand.retryCount = held.retryCount;
  strand.attempts = held.attempts && [...held.attempts];
  strand.token = held.token;
  strand.variableBytes = held.variableBytes;
  strand.run.variableBytes += held.variableBytes;
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
  if (position.held !== undefined) return takingUp(position, node, position.held);
  if (position.left) return node.after?.()?.enter ?? node.retry;
  if (inner !== undefined && isWork(node) && node.resume !== undefined) {
    return (strand) => node.resume!(strand, inner);
  }
  return node.type === 'Fail' ? node.enter : node.retry;
}

/** A strand that waited, waits on: for its time, its task, or what is inside its state. */
function takingUp({ inner }: Position, node: StateNode, held: Held): Step {
  const { due } = held;
  if (!isWork(node)) return (strand) => node.takeUp!(strand, held);
  if (due !== undefined) {
    return (strand) => {
      strand.wait(due - strand.run.recorder.now, node.retry);
      return undefined;
    };
  }
  if (inner !== undefined) return (strand) => node.resume!(strand, inner);
  return (strand) => node.takeUp!(strand, held);
}
