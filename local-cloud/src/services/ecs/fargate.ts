import { client } from './errors.ts';

/** The sizes of a Fargate task: units of CPU (1024: one) and MiB. */
export interface Size {
  readonly cpu: string;
  readonly memory: string;
}

const GIB = 1024;

/** From, to, in steps of, in GiB; by units of CPU. */
const MEMORY: Readonly<Record<string, readonly number[]>> = {
  256: [512, 1 * GIB, 2 * GIB],
  512: steps(1, 4, 1),
  1024: steps(2, 8, 1),
  2048: steps(4, 16, 1),
  4096: steps(8, 30, 1),
  8192: steps(16, 60, 4),
  16384: steps(32, 120, 8),
};

/**
 * The size that a task definition, or an override, asks for: `256` or `.25 vCPU`, `512` or `0.5 GB`.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
 *
 * @throws ClientException for one that Fargate does not have
 */
export function sizeOf(cpu: string | undefined, memory: string | undefined): Size {
  if (cpu === undefined || memory === undefined) {
    const missing = cpu === undefined ? 'cpu' : 'memory';
    throw client(`Fargate requires that '${missing}' be defined at the task level.`);
  }
  const units = amount(cpu, /^([\d.]+)\s*vCPU$/i);
  const mib = amount(memory, /^([\d.]+)\s*GB$/i);
  if (MEMORY[units]?.includes(mib)) return { cpu: String(units), memory: String(mib) };
  throw client(
    `No Fargate configuration exists for given values: ${units} CPU, ${mib} memory. See the Amazon ECS documentation for the valid values.`,
  );
}

function amount(text: string, large: RegExp): number {
  const [, thousands] = large.exec(text) ?? [];
  return thousands === undefined ? Number(text) : Number(thousands) * 1024;
}

function steps(from: number, to: number, by: number): number[] {
  const count = (to - from) / by + 1;
  return Array.from({ length: count }, (_, at) => (from + at * by) * GIB);
}
