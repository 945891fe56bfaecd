interface JsonFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** A text of many lines, as the input of an execution. */
export function JsonField({ label, value, onChange }: JsonFieldProps) {
  return (
    <label>
      {label}
      <textarea
        rows={14}
        spellcheck={false}
        value={value}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </label>
  );
}
