import { describe, expect, it } from 'vitest';
import { byPosition, error, formatDiagnostic, githubDiagnostic, warning } from '../../src/base/diagnostic.ts';

const at = { file: 'a.yaml', line: 7, column: 12 };

describe('a diagnostic', () => {
  it('is one line: place, severity, rule, message, hint', () => {
    expect(formatDiagnostic(error(at, 'r', 'wrong', 'mend it'))).toBe('a.yaml:7:12 error r wrong — mend it');
    expect(formatDiagnostic(warning(at, 'r', 'odd'))).toBe('a.yaml:7:12 warning r odd');
  });
  it('is a line that a GitHub workflow shows beside the line of the file', () => {
    expect(githubDiagnostic(error({ ...at, file: 'a,b.yaml' }, 'r', '100 %\nwrong', 'mend it'))).toBe(
      '::error file=a%2Cb.yaml,line=7,col=12,title=r::100 %25%0Awrong — mend it',
    );
    expect(githubDiagnostic(warning(at, 'r', 'odd'))).toBe('::warning file=a.yaml,line=7,col=12,title=r::odd');
  });
  it('stands in the order of file, line and column', () => {
    const others = [
      error({ ...at, line: 9 }, 'r', ''),
      error({ ...at, column: 2 }, 'r', ''),
      error({ ...at, file: 'A.yaml' }, 'r', ''),
    ];
    expect([...others, error(at, 'r', '')].sort(byPosition).map((d) => `${d.file}:${d.line}:${d.column}`)).toEqual([
      'A.yaml:7:12',
      'a.yaml:7:2',
      'a.yaml:7:12',
      'a.yaml:9:12',
    ]);
  });
});
