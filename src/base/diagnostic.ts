import { visible } from './visible.ts';

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

/** `file:line:col severity rule message — hint` on one line, the one form that people and editors' tools read. */
export const formatDiagnostic = (d: Diagnostic): string =>
  visible(`${d.file}:${d.line}:${d.column} ${d.severity} ${d.rule} ${d.message}${d.hint ? ` — ${d.hint}` : ''}`);

/** One JSON object on one line. What a terminal would obey and JSON lets through is written as an escape, which says the same. */
export const jsonDiagnostic = (d: Diagnostic): string =>
  JSON.stringify(d).replace(
    /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

export const byPosition = (a: Diagnostic, b: Diagnostic): number =>
  a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column;

/** As the runner of GitHub unescapes it; what it would hand on to a terminal is written out first. */
const escaped = (text: string, more = /(?!)/g): string =>
  text
    .split(/([\r\n])/)
    .map((part) => (part === '\r' || part === '\n' ? part : visible(part)))
    .join('')
    .replace(/[%\r\n]/g, encodeURIComponent)
    .replace(more, encodeURIComponent);

/** A line that a GitHub workflow shows beside the line of the file. */
export const githubDiagnostic = (d: Diagnostic): string => {
  const properties = { file: d.file, line: d.line, col: d.column, title: d.rule };
  const written = Object.entries(properties).map(([key, value]) => `${key}=${escaped(String(value), /[:,]/g)}`);
  return `::${d.severity} ${written.join(',')}::${escaped(d.message + (d.hint ? ` — ${d.hint}` : ''))}`;
};
