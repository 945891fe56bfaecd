import { SeededRandom } from '../../../core/random.ts';
import type { TestCase } from '../../execution/mocked-states.ts';
import { type Payload, peek } from '../../execution/payload.ts';
import type { Machine, Run } from '../../execution/run.ts';
import type { MachineType, MapRun, StartSpec } from '../../execution/types.ts';

/**
 * What the child executions of a Map Run are started with, each by its input. Their state machine is
 * called after the machine and the Map's label: `<machine>/<label>`.
 */
export class ChildSpecs {
  readonly machine: Machine;
  readonly type: MachineType;
  readonly roleArn: string;
  readonly traceHeader: string | undefined;
  readonly testCase: TestCase | undefined;
  readonly stateMachineName: string;
  readonly #run: Run;
  readonly #mapRun: Pick<MapRun, 'arn' | 'stateMachineArn'>;
  readonly #prefix: string;
  #seed: string | undefined;
  #made = 0;

  constructor(
    parent: Run,
    mapRun: Pick<MapRun, 'arn' | 'stateMachineArn'>,
    { machine, type }: { readonly machine: Machine; readonly type: MachineType },
  ) {
    const [prefix, stateMachineName = ''] = mapRun.stateMachineArn.split(':stateMachine:');
    this.machine = machine;
    this.type = type;
    this.roleArn = parent.spec.roleArn;
    this.traceHeader = parent.spec.traceHeader;
    this.testCase = parent.spec.testCase;
    this.stateMachineName = stateMachineName;
    this.#run = parent;
    this.#mapRun = mapRun;
    const kind = type === 'EXPRESS' ? 'express' : 'execution';
    this.#prefix = `${prefix}:${kind}:${stateMachineName}:`;
  }

  get stateMachineArn(): string {
    return this.#mapRun.stateMachineArn;
  }
  get mapRunArn(): string {
    return this.#mapRun.arn;
  }

  /** That of one more child. */
  next(input: Payload): StartSpec {
    this.#seed ??= this.#run.ports.random.uuid();
    return new ChildSpec(this, this.#made++, input);
  }

  /** Made by chance, and yet the same whenever it is asked for, in whichever order. */
  namesOf(child: number): Names {
    const random = new SeededRandom(`${this.#seed}/${child}`);
    const name = random.uuid();
    const arn = this.#prefix + name;
    return { name, arn: this.type === 'EXPRESS' ? `${arn}:${random.uuid()}` : arn };
  }
}

type Names = Pick<StartSpec, 'arn' | 'name'>;

/** What one child is started with. There are many, and few of them are ever asked for their names. */
class ChildSpec implements StartSpec {
  readonly #all: ChildSpecs;
  readonly #number: number;
  readonly #input: Payload;
  #names: Names | undefined;

  constructor(all: ChildSpecs, number: number, input: Payload) {
    this.#all = all;
    this.#number = number;
    this.#input = input;
  }

  get arn(): string {
    return this.#named.arn;
  }
  get name(): string {
    return this.#named.name;
  }
  /** Written anew each time: children have much in common, and their texts do not. */
  get input(): string {
    return peek(this.#input);
  }
  get machine(): Machine {
    return this.#all.machine;
  }
  get type(): MachineType {
    return this.#all.type;
  }
  get roleArn(): string {
    return this.#all.roleArn;
  }
  get stateMachineArn(): string {
    return this.#all.stateMachineArn;
  }
  get stateMachineName(): string {
    return this.#all.stateMachineName;
  }
  get mapRunArn(): string {
    return this.#all.mapRunArn;
  }
  get traceHeader(): string | undefined {
    return this.#all.traceHeader;
  }
  get testCase(): TestCase | undefined {
    return this.#all.testCase;
  }

  get #named(): Names {
    this.#names ??= this.#all.namesOf(this.#number);
    return this.#names;
  }
}
