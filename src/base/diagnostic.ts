export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A mistake an editor can mend: where it stands, which rule found it and what to do. */
export interface Diagnostic extends Position {
  readonly severity: 'error' | 'warning';
  readonly rule: string;
  readonly message: string;
  readonly hint?: string;
}

export type Report = (diagnostic: Diagnostic) => void;

export const error = (at: Position, rule: string, message: string, hint?: string): Diagnostic => ({
  file: at.file,
  line: at.line,
  column: at.column,
  severity: 'error',
  rule,
  message,
  ...(hint === undefined ? {} : { hint }),
});

export const warning = (at: Position, rule: string, message: string, hint?: string): Diagnostic => ({
  ...error(at, rule, message, hint),
  severity: 'warning',
});

/** `file:line:col severity rule message — hint`, the one form that people and editors' tools read. */
export const formatDiagnostic = (d: Diagnostic): string =>
  `${d.file}:${d.line}:${d.column} ${d.severity} ${d.rule} ${d.message}${d.hint ? ` — ${d.hint}` : ''}`;

export const byPosition = (a: Diagnostic, b: Diagnostic): number =>
  a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column;

const escaped = (text: string, more = /(?!)/g): string =>
  text.replace(/[%\r\n]/g, encodeURIComponent).replace(more, encodeURIComponent);

/** A line that a GitHub workflow shows beside the line of the file. */
export const githubDiagnostic = (d: Diagnostic): string => {
  const properties = { file: d.file, line: d.line, col: d.column, title: d.rule };
  const written = Object.entries(properties).map(([key, value]) => `${key}=${escaped(String(value), /[:,]/g)}`);
  return `::${d.severity} ${written.join(',')}::${escaped(d.message + (d.hint ? ` — ${d.hint}` : ''))}`;
};
