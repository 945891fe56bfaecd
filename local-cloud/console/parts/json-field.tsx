interface JsonFieldProps {
  readonly label: string;
  readonly value: string;
  readonly rows?: number;
  readonly onChange: (text: string) => void;
}

/** A text of many lines, as the input of an execution. */
export function JsonField({ label, value, rows = 14, onChange }: JsonFieldProps) {
  return (
    <label>
      {label}
      <textarea
        rows={rows}
        spellcheck={false}
        value={value}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </label>
  );
}
