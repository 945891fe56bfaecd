import type { Json, JsonObject } from '../../core/json.ts';

/**
 * A state machine definition after validation: Amazon States Language as it was written, typed.
 * The parser (parse.ts) is the only maker; what it returns satisfies every rule AWS checks at
 * creation. Source: https://states-language.net/spec.html and the Step Functions developer guide.
 */
export type QueryLanguage = 'JSONPath' | 'JSONata';

export interface Definition extends Branch {
  readonly Comment?: string;
  readonly Version?: string;
  readonly QueryLanguage: QueryLanguage;
  readonly TimeoutSeconds?: number;
}

/** A set of states with an entry: the machine itself, a Parallel branch, a Map's item processor. */
export interface Branch {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

export type State =
  | PassState
  | TaskState
  | ChoiceState
  | WaitState
  | SucceedState
  | FailState
  | ParallelState
  | MapState;

export type StateType = State['Type'];

/** The states whose work can fail, be retried and be caught. */
export type WorkState = TaskState | ParallelState | MapState;

export function isWorkState(state: State): state is WorkState {
  return state.Type === 'Task' || state.Type === 'Parallel' || state.Type === 'Map';
}

interface StateBase {
  readonly Comment?: string;
  /** Always filled in by the parser: the state's own, or else the machine's. */
  readonly QueryLanguage: QueryLanguage;
}

/** Where a state goes on to: exactly one of the two. */
export interface Transition {
  readonly Next?: string;
  readonly End?: true;
}

/** JSONPath input and output processing. `null` for InputPath, OutputPath, ResultPath is kept. */
export interface JsonPathIO {
  readonly InputPath?: string | null;
  readonly OutputPath?: string | null;
}

export interface JsonPathResult {
  readonly Parameters?: Json;
  readonly ResultSelector?: JsonObject;
  readonly ResultPath?: string | null;
}

/** `Assign` in both languages; `Output` in JSONata. */
export interface Results {
  readonly Assign?: JsonObject;
  readonly Output?: Json;
}

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: 'FULL' | 'NONE';
  readonly Comment?: string;
}

export interface Catcher extends Results {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
  readonly ResultPath?: string | null;
  readonly Comment?: string;
}

export interface ErrorHandling {
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
}

export interface PassState extends StateBase, Transition, JsonPathIO, Results {
  readonly Type: 'Pass';
  readonly Parameters?: Json;
  readonly Result?: Json;
  readonly ResultPath?: string | null;
}

/** A number of seconds, or a JSONata expression `{% ... %}` that gives one. */
export type Seconds = number | string;

export interface TaskState
  extends StateBase,
    Transition,
    JsonPathIO,
    JsonPathResult,
    Results,
    ErrorHandling {
  readonly Type: 'Task';
  readonly Resource: string;
  readonly Arguments?: Json;
  readonly TimeoutSeconds?: Seconds;
  readonly TimeoutSecondsPath?: string;
  readonly HeartbeatSeconds?: Seconds;
  readonly HeartbeatSecondsPath?: string;
  readonly Credentials?: JsonObject;
}

export interface ChoiceState extends StateBase, JsonPathIO, Results {
  readonly Type: 'Choice';
  readonly Choices: readonly ChoiceRule[];
  readonly Default?: string;
}

/** A top-level rule: a JSONPath comparison (or And/Or/Not of them), or a JSONata `Condition`. */
export interface ChoiceRule extends Results {
  readonly Next: string;
  readonly Comment?: string;
  readonly Condition?: string | boolean;
  readonly [comparison: string]: unknown;
}

export interface WaitState extends StateBase, Transition, JsonPathIO, Results {
  readonly Type: 'Wait';
  readonly Seconds?: Seconds;
  readonly SecondsPath?: string;
  readonly Timestamp?: string;
  readonly TimestampPath?: string;
}

export interface SucceedState extends StateBase, JsonPathIO, Results {
  readonly Type: 'Succeed';
}

export interface FailState extends StateBase {
  readonly Type: 'Fail';
  readonly Error?: string;
  readonly ErrorPath?: string;
  readonly Cause?: string;
  readonly CausePath?: string;
}

export interface ParallelState
  extends StateBase,
    Transition,
    JsonPathIO,
    JsonPathResult,
    Results,
    ErrorHandling {
  readonly Type: 'Parallel';
  readonly Branches: readonly Branch[];
  readonly Arguments?: Json;
}

export interface MapState
  extends StateBase,
    Transition,
    JsonPathIO,
    JsonPathResult,
    Results,
    ErrorHandling {
  readonly Type: 'Map';
  /** The parser reads the older `Iterator` as `ItemProcessor`. */
  readonly ItemProcessor: ItemProcessor;
  /** True when the definition spelled it `Iterator`. */
  readonly legacyIterator?: true;
  readonly Items?: Json;
  readonly ItemsPath?: string;
  readonly ItemSelector?: Json;
  readonly ItemReader?: ItemReader;
  readonly ItemBatcher?: ItemBatcher;
  readonly ResultWriter?: ResultWriter;
  readonly MaxConcurrency?: number | string;
  readonly MaxConcurrencyPath?: string;
  readonly ToleratedFailureCount?: number | string;
  readonly ToleratedFailureCountPath?: string;
  readonly ToleratedFailurePercentage?: number | string;
  readonly ToleratedFailurePercentagePath?: string;
  readonly Label?: string;
}

export interface ItemProcessor extends Branch {
  readonly ProcessorConfig?: {
    readonly Mode?: 'INLINE' | 'DISTRIBUTED';
    readonly ExecutionType?: 'STANDARD' | 'EXPRESS';
  };
}

export interface ItemReader {
  readonly Resource: string;
  readonly ReaderConfig?: JsonObject;
  readonly Parameters?: JsonObject;
  readonly Arguments?: Json;
}

export interface ItemBatcher {
  readonly MaxItemsPerBatch?: number | string;
  readonly MaxItemsPerBatchPath?: string;
  readonly MaxInputBytesPerBatch?: number | string;
  readonly MaxInputBytesPerBatchPath?: string;
  readonly BatchInput?: Json;
}

export interface ResultWriter {
  readonly Resource?: string;
  readonly WriterConfig?: JsonObject;
  readonly Parameters?: JsonObject;
  readonly Arguments?: Json;
}
