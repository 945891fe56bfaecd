/** The parts of a state machine that its picture shows. */
export interface Machine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly Choices?: readonly { readonly Next: string; readonly Comment?: string }[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
  readonly Branches?: readonly Machine[];
  readonly ItemProcessor?: Machine;
}

/** How a state is drawn: the brackets around its name in Mermaid. */
const SHAPES: Readonly<Record<string, readonly [string, string]>> = {
  Choice: ['{', '}'],
  Succeed: ['([', '])'],
  Fail: ['([', '])'],
  Wait: ['[/', '/]'],
};

/** The state machine as a Mermaid flowchart. Dotted: caught errors. */
export function diagram(machine: Machine): string {
  return ['flowchart TD', `  start((" ")) --> ${id(machine.StartAt)}`, ...draw(machine, '  ')].join(
    '\n',
  );
}

function draw({ States }: Machine, indent: string): string[] {
  const states = Object.entries(States);
  return [
    ...states.flatMap(([name, state]) => drawState(name, state, indent)),
    ...states.flatMap(([name, state]) => edges(name, state).map((edge) => indent + edge)),
  ];
}

function drawState(name: string, state: State, indent: string): string[] {
  const inner = [...(state.Branches ?? []), ...(state.ItemProcessor ? [state.ItemProcessor] : [])];
  if (inner.length > 0) {
    const drawn = inner.flatMap((branch) => draw(branch, `${indent}  `));
    return [`${indent}subgraph ${id(name)} ["${name}"]`, ...drawn, `${indent}end`];
  }
  const [open, close] = SHAPES[state.Type] ?? ['[', ']'];
  return [`${indent}${id(name)}${open}"${name}"${close}`];
}

function edges(name: string, state: State): string[] {
  const from = id(name);
  const { Choices = [], Catch = [] } = state;
  const isQuestion = name.endsWith('?') && Choices.length === 1;
  const opposite = Choices[0]?.Comment === 'no' ? 'yes' : 'no';
  return [
    ...(state.Next === undefined ? [] : [`${from} --> ${id(state.Next)}`]),
    ...Choices.map(
      ({ Next, Comment }) => `${from} -->|${Comment ?? (isQuestion ? 'yes' : 'if')}| ${id(Next)}`,
    ),
    ...(state.Default === undefined
      ? []
      : [`${from} -->|${isQuestion ? opposite : 'otherwise'}| ${id(state.Default)}`]),
    ...Catch.map(
      ({ ErrorEquals, Next }, at) => `${from} -.->|${caught(ErrorEquals, at)}| ${id(Next)}`,
    ),
  ];
}

/** Errors without their service; what a later catcher catches is what is left. */
function caught(errors: readonly string[], position: number): string {
  const rest = position === 0 ? 'any error' : 'any other error';
  return errors
    .map((error) => (error === 'States.ALL' ? rest : error.slice(error.lastIndexOf('.') + 1)))
    .join(', ');
}

/** Mermaid's name for a state: letters and digits of its own name. */
function id(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, '');
}
