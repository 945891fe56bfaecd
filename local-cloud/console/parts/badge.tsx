/** What stands for a status besides its colour, which not everybody can tell. */
const SIGNS: Readonly<Record<string, string>> = {
  running: '●',
  retrying: '↻',
  succeeded: '✓',
  caught: '↷',
  failed: '✕',
  timed_out: '✕',
  aborted: '■',
  stopped: '■',
  pending_redrive: '↻',
};

export function signOf(status: string): string {
  return SIGNS[status.toLowerCase()] ?? '·';
}

/** The colour of a status, as a class. */
export function toneOf(status: string | undefined): string {
  return status === undefined ? 'tone-none' : `tone-${status.toLowerCase()}`;
}

export function Badge({ status }: { readonly status: string }) {
  return (
    <span class={`badge ${toneOf(status)}`}>
      <span aria-hidden="true">{signOf(status)}</span> {status.toLowerCase().replace('_', ' ')}
    </span>
  );
}
