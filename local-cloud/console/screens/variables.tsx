import type { Variables } from '../model/replay.ts';
import { useCut } from '../parts/cut.tsx';

/** Longer values are shown whole only when asked for, in characters. */
const LONG = 120;

interface VariableTableProps {
  readonly before: Variables;
  readonly after: Variables;
}

/** The variables before and after a stay, and which of them it changed. */
export function VariableTable({ before, after }: VariableTableProps) {
  const names = Object.keys({ ...before, ...after }).sort();
  if (names.length === 0) return null;
  return (
    <section class="data">
      <h3>Variables</h3>
      <div class="scrolls-x" role="region" aria-label="Variables" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th>Name</th>
              <th>Before</th>
              <th>After</th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <Row key={name} name={name} was={own(before, name)} is={own(after, name)} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface RowProps {
  readonly name: string;
  readonly was: string | undefined;
  readonly is: string | undefined;
}

function Row({ name, was, is }: RowProps) {
  const isSame = was === is;
  return (
    <tr class={isSame ? '' : 'is-changed'}>
      <th scope="row">{name}</th>
      <td>
        <Value text={was ?? '–'} />
      </td>
      <td>{isSame ? 'the same' : <Value text={is ?? '–'} />}</td>
    </tr>
  );
}

function Value({ text }: { readonly text: string }) {
  const { shown, more } = useCut(text, LONG);
  return (
    <>
      {shown}
      {more}
    </>
  );
}

/** Variables may be called like what every object has: `constructor`. */
function own(variables: Variables, name: string): string | undefined {
  return Object.hasOwn(variables, name) ? variables[name] : undefined;
}
