import { Archive } from './execution/archive.ts';
import type { TaskAttempt } from './execution/attempt.ts';
import { fork, redrive } from './execution/redrive.ts';
import { Run, type Shared } from './execution/run.ts';
import { load, resume, save } from './execution/saved.ts';
import { Scheduler } from './execution/scheduler.ts';
import { TokenRegistry } from './execution/tokens.ts';
import type { Engine, Execution, TokenProblem } from './execution/types.ts';
import type { Ports } from './ports.ts';
import { knowExpressions } from './query/definition-expressions.ts';
import { ExpressionThread } from './query/jsonata/apart/expression-thread.ts';
import { compileMachine } from './states/compile.ts';
import type { ItemsRun } from './states/distributed-map/map-run.ts';

/** The Step Functions engine on these ports. */
export function createEngine(ports: Ports): Engine {
  const shared: Shared = {
    ports,
    scheduler: new Scheduler(ports.clock),
    expressions: new ExpressionThread(),
    tokens: new TokenRegistry(ports.random),
    archive: ports.texts && new Archive(ports.texts),
    startChild: (spec, input, now) => begin(new Run(shared, spec, input, now)),
    redriveChild: redrive,
  };
  const answer = (
    token: string,
    give: (attempt: TaskAttempt) => void,
  ): TokenProblem | undefined => {
    const attempt = shared.tokens.find(token);
    if (typeof attempt === 'string') return attempt;
    give(attempt);
    return undefined;
  };
  return {
    know: (text) => knowExpressions(text, (expression) => shared.expressions.check(expression)),
    compile: compileMachine,
    start: (spec, payload) => begin(new Run(shared, spec, payload)),
    stop: (execution, reason) => runOf(execution).abort(reason),
    redrive: (execution) => redrive(runOf(execution)),
    fork: (execution, spec, at) => fork(shared, runOf(execution), spec, at),
    tokenProblem: (token) => answer(token, () => {}),
    succeedTask: (token, output) => answer(token, (attempt) => attempt.succeededWith(output)),
    failTask: (token, failure) => answer(token, (attempt) => attempt.failed(failure)),
    taskIn: (text) => shared.tokens.findIn(text)?.origin,
    heartbeatTask: (token) => answer(token, (attempt) => attempt.heartbeat()),
    tokens: shared.tokens,
    save: (execution) => save(runOf(execution)),
    load: (spec, saved) => load(shared, spec, saved),
    resume: (execution) => resume(runOf(execution)),
    mapRuns: (execution) => runOf(execution).mapRuns,
    close: () => {
      shared.scheduler.stop();
      shared.expressions.close();
    },
    updateMapRun: (mapRun, limits) => (mapRun as ItemsRun).update(limits),
  };
}

function begin(run: Run): Run {
  run.start();
  return run;
}

function runOf(execution: Execution): Run {
  return execution as Run;
}
