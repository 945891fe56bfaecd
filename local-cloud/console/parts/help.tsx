import { Dialog } from './dialog.tsx';

const KEYS = [
  ['/', 'search'],
  ['↑ ↓', 'in an execution: the state before, the state after'],
  ['← →', 'in an execution: one event back, one event on'],
  ['End', 'in an execution: the newest event, and follow it'],
  ['?', 'this help'],
  ['Esc', 'close'],
] as const;

export function Help({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl>
        {KEYS.map(([keys, what]) => (
          <>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{what}</dd>
          </>
        ))}
      </dl>
      <p>
        Drop a history on the page to open it: what{' '}
        <code>aws stepfunctions get-execution-history</code> prints.
      </p>
    </Dialog>
  );
}
