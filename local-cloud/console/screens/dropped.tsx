import { useEffect, useState } from 'preact/hooks';
import { type ReportedEvent, report } from '../../src/client/executions.ts';
import { parseHistory } from '../model/history-file.ts';
import { Badge } from '../parts/badge.tsx';
import { linkTo } from '../route.ts';
import { messageOf } from '../words.ts';
import { RunView } from './run-view.tsx';

/** A history that was dropped on the page, and the name of its file. */
export interface Dropped {
  /** Another one for each file. */
  readonly id: string;
  readonly name: string;
  readonly events: readonly ReportedEvent[];
}

/** Opens the file that is dropped on the page. */
export function useDrop() {
  const [history, setHistory] = useState<Dropped>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    const allow = (event: DragEvent) => event.preventDefault();
    const open = async (event: DragEvent) => {
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (file === undefined) return;
      try {
        const events = parseHistory(await file.text());
        setHistory({ id: crypto.randomUUID(), name: file.name, events });
        setProblem(undefined);
        location.hash = linkTo('history');
      } catch (error) {
        setProblem(`${file.name}: ${messageOf(error)}`);
      }
    };
    const forget = () => setProblem(undefined);
    addEventListener('dragover', allow);
    addEventListener('drop', open);
    addEventListener('hashchange', forget);
    return () => {
      removeEventListener('hashchange', forget);
      removeEventListener('dragover', allow);
      removeEventListener('drop', open);
    };
  }, []);
  return { history, problem };
}

interface DroppedProps {
  readonly dropped: Dropped | undefined;
  readonly query: URLSearchParams;
}

export function DroppedScreen({ dropped, query }: DroppedProps) {
  if (dropped === undefined) {
    return (
      <p class="dim empty">
        Drop a history here: what <code>aws stepfunctions get-execution-history</code> prints.
      </p>
    );
  }
  const { name, events } = dropped;
  return (
    <>
      <div class="bar">
        <h1>{name}</h1>
        <Badge status={report(name, name, 'STANDARD', events).status} />
        <span class="dim">a history from a file; the graph is what it tells of the definition</span>
      </div>
      <RunView screen="history" arn="" definition={undefined} {...{ query, events }} />
    </>
  );
}
