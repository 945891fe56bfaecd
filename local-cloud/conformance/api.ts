import { AwsError } from '../src/core/errors.ts';
import { isObject, type Json, type JsonObject } from '../src/core/json.ts';
import { answerDifferences, failureDifferences, isClientSide } from './api-compare.ts';
import { ApiWorld } from './api-world.ts';
import type { Fixture } from './fixtures.ts';
import type { Verdict } from './report.ts';

/** Calls of the API in the order they were made, with AWS's answers to those that were recorded. */
export interface ApiFixture extends Fixture {
  readonly kind: 'apiSequence';
  readonly steps: readonly ApiStep[];
}

export interface ApiStep {
  readonly i: number;
  /** boto3's client and method: `stepfunctions:create_state_machine`. */
  readonly op: string;
  readonly params: JsonObject;
  /** The answer, or the exception, by a label. */
  readonly expect?: Readonly<Record<string, Json>>;
  readonly raises?: boolean;
}

const SDK_IDS: Readonly<Record<string, string>> = {
  stepfunctions: 'SFN',
  logs: 'CloudWatch Logs',
  s3: 'S3',
};

export function isApiSequence(fixture: Fixture): fixture is ApiFixture {
  return fixture.kind === 'apiSequence';
}

/** Makes the calls of a recorded sequence again and compares every answer that was recorded. */
export async function judgeApiSequence(fixture: ApiFixture): Promise<Verdict> {
  const replay = new Sequence(fixture);
  const reasons = await replay.run();
  return { fixture, outcome: reasons.length === 0, reasons };
}

class Sequence {
  readonly #fixture: ApiFixture;
  readonly #world: ApiWorld;
  /** Names the recording gave to what got its name by chance: to ours. */
  readonly #ours = new Map<string, string>();
  #executions = 0;
  /** The Map Run that was listed last: recordings hide its ARN. */
  #mapRunArn: string | undefined;

  constructor(fixture: ApiFixture) {
    this.#fixture = fixture;
    this.#world = new ApiWorld(fixture.id);
  }

  async run(): Promise<string[]> {
    await this.#createWhatIsThere();
    const reasons: string[] = [];
    for (const step of this.#fixture.steps) {
      const found = await this.#step(step);
      reasons.push(...found.map((reason) => `step ${step.i} ${step.op}: ${reason}`));
    }
    this.#world.clock.stop();
    return reasons;
  }

  async #step(step: ApiStep): Promise<string[]> {
    if (isClientSide(step.expect)) return [];
    const [client, method] = step.op.split(':') as [string, string];
    const operation = method.replace(/(?:^|_)([a-z])/g, (_, letter: string) =>
      letter.toUpperCase(),
    );
    const input = this.#translate(repaired(step, this.#fixture), step);
    try {
      const answer = await this.#send(SDK_IDS[client] ?? client, operation, input);
      await this.#settle(operation, input, answer as JsonObject);
      if (step.raises) return [`was refused by AWS, was accepted: ${JSON.stringify(answer)}`];
      return this.#compare(step, answer);
    } catch (error) {
      if (!(error instanceof AwsError)) return [String((error as Error).stack)];
      if (!step.raises) return refusal(step, error);
      return failureDifferences(step.expect ?? {}, operation, error, this.#fixture);
    }
  }

  /** Calls that wait for an execution's end let time pass. */
  async #send(sdkId: string, operation: string, input: object): Promise<object> {
    const waits = operation === 'StartSyncExecution';
    this.#world.clock.setAutoSkip(waits);
    try {
      return await this.#world.send(sdkId, operation, input);
    } finally {
      this.#world.clock.setAutoSkip(false);
    }
  }

  /** What the recording calls the execution that was started without a name. */
  #learnExecution(executionArn: Json | undefined): void {
    const theirs = `eeeeeeee-0000-4000-8000-${String(this.#executions++).padStart(12, '0')}`;
    this.#ours.set(theirs, String(executionArn).split(':')[7]!);
  }

  /** An execution runs to its end before the next call, unless that is to stop it. */
  async #settle(operation: string, input: JsonObject, answer: JsonObject): Promise<void> {
    await this.#world.clock.idle();
    if (operation !== 'StartExecution') return;
    if (input.name === undefined) this.#learnExecution(answer.executionArn);
    if (this.#fixture.steps.some(({ op }) => op === 'stepfunctions:stop_execution')) return;
    for (let turn = 0; turn < 100 && (await this.#world.clock.next()); turn++);
  }

  #compare(step: ApiStep, answer: object): string[] {
    if (step.op === 'stepfunctions:list_map_runs') this.#learnMapRun(answer);
    if (step.expect === undefined) return [];
    return answerDifferences(this.#translateText(step.expect), answer, this.#fixture);
  }

  #translateText<T>(value: T): T {
    let text = JSON.stringify(value);
    for (const [theirs, ours] of this.#ours) text = text.replaceAll(theirs, ours);
    return JSON.parse(text) as T;
  }

  #learnMapRun(answer: object): void {
    const { mapRuns = [] } = answer as { mapRuns?: { mapRunArn: string }[] };
    this.#mapRunArn = mapRuns[0]?.mapRunArn;
  }

  /**
   * The recording's parameters with our names. An execution that AWS said does not exist keeps the
   * recording's: the test had changed the name.
   */
  #translate(params: JsonObject, step: ApiStep): JsonObject {
    if (step.op === 'stepfunctions:describe_map_run') {
      return { mapRunArn: this.#mapRunArn ?? 'none' };
    }
    const missing = JSON.stringify(step.expect ?? {}).includes('ExecutionDoesNotExist');
    if (missing) return params;
    return JSON.parse(
      JSON.stringify(this.#translateText(params))
        .replaceAll('"cfnoutput-StateMachineArn"', `"${CFN_ARN}"`)
        .replaceAll('execution:cfnoutput-StateMachineArn', 'execution:cfnoutput-StateMachineName'),
    ) as JsonObject;
  }

  /** A state machine that a stack made before the recording began is made from its description. */
  async #createWhatIsThere(): Promise<void> {
    const [first] = this.#fixture.steps;
    if (first?.params.stateMachineArn !== 'cfnoutput-StateMachineArn') return;
    const description = Object.values(first.expect ?? {})[0];
    if (!isObject(description)) return;
    await this.#world.send('SFN', 'CreateStateMachine', {
      name: description.name,
      roleArn: description.roleArn,
      definition: JSON.stringify(description.definition),
    });
  }
}

const CFN_ARN = 'arn:aws:states:us-east-1:111111111111:stateMachine:cfnoutput-StateMachineName';

/** Of a call that AWS took. One call whose parameters cannot be right was recorded without its end. */
function refusal(step: ApiStep, error: AwsError): string[] {
  if (step.expect === undefined && error.code === 'ValidationException') return [];
  return [`was accepted by AWS, was refused: ${error.code}: ${error.message}`];
}

/**
 * Some recordings lost the version numbers of routing configurations. Where AWS's answer shows
 * them - in its complaint, or in the description that follows - they are put back.
 */
function repaired(step: ApiStep, { steps }: ApiFixture): JsonObject {
  const { routingConfiguration } = step.params;
  if (!Array.isArray(routingConfiguration)) return step.params;
  const follows = step.op.endsWith('update_state_machine_alias') ? steps[step.i + 1] : step;
  const versions = versionsShown(JSON.stringify(follows?.expect ?? {}));
  if (versions.length !== routingConfiguration.length) return step.params;
  const routed = routingConfiguration.map((item, index) => ({
    ...(item as JsonObject),
    stateMachineVersionArn: versions[index]!,
  }));
  return { ...step.params, routingConfiguration: routed };
}

function versionsShown(answer: string): string[] {
  const [received] = /Received: \[arn[^\]]*\]/.exec(answer) ?? [];
  const listed = received?.match(/arn:[^,\]]+/g);
  const items = answer.match(/(?<=stateMachineVersionArn(?:=|":"))arn:[^,"]+/g);
  return listed ?? items ?? [];
}
