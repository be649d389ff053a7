import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { FOREIGN, ROOT } from '../support/repository.ts';

const understand = (...lines: string[]) =>
  spawnSync(process.execPath, ['bin/ventanilla.js', 'understand', '--dir', FOREIGN], {
    cwd: ROOT,
    input: lines.join('\n'),
    encoding: 'utf8',
  });

describe('understand', () => {
  it('prints a line for each message: what it asks, or the command it is', () => {
    const { stdout, status } = understand(
      '{"id":"a","text":"how do I get a library card?"}',
      '',
      '{"id":7,"text":"STOP","lang":"en"}',
      '{"text":"zxqw","lang":"es"}',
    );
    expect(status).toBe(0);
    const [asked, stop, noise] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(asked).toMatchObject({ id: 'a', ranked: ['library.card'], lang: 'en' });
    expect(stop).toMatchObject({ id: 7, outcome: 'command', abstain: true });
    expect(noise).toEqual({ id: 4, ranked: [], abstain: true, outcome: 'none', score: 0, lang: 'es' });
  });
  it('tells danger, opting out and asking for a person as a conversation would', () => {
    const { stdout } = spawnSync(process.execPath, ['bin/ventanilla.js', 'understand'], {
      cwd: ROOT,
      input: ['me acaban de balacear ayuda', 'ya no me escriban por favor', 'quiero hablar con una persona', 'gracias']
        .map((text) => JSON.stringify({ text }))
        .join('\n'),
      encoding: 'utf8',
    });
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { outcome: string; abstain: boolean });
    expect(lines.map(({ outcome, abstain }) => [outcome, abstain])).toEqual([
      ['safety', false],
      ['command', true],
      ['command', true],
      ['none', true],
    ]);
  });
  it.each(['not json', '{"id":"a"}', '"text"'])('refuses the line %s in one clear line', (line) => {
    const { stderr, status } = understand(line);
    expect(status).toBe(1);
    expect(stderr).toBe('line 1 is not JSON with a "text"\n');
  });
});
