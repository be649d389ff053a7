import { describe, expect, test } from 'vitest';
import { readYaml } from '../../src/base/yaml.ts';
import type { Content } from '../../src/channel/channel.ts';
import { recordTalk, type Said, talkText } from '../../src/check/record.ts';
import { rehearseTalk } from '../../src/check/rehearse.ts';
import type { Release } from '../../src/content/release.ts';
import { readTalks } from '../../src/content/talk.ts';
import { turn } from '../../src/dialog/turn.ts';
import { FOREIGN, filesOf, ROOT, releaseOf, withFile } from '../support/repository.ts';

const release = releaseOf(filesOf(ROOT));
const foreign = releaseOf(filesOf(FOREIGN));
const text = (words: string): Content => ({ kind: 'text', text: words });
const DAY = '2026-11-21';

/** The first difference that a rehearsal finds in what was recorded, read back from its own text. */
const rehearsed = (where: Release, said: Said) => {
  const { flow, talk } = recordTalk(where, said);
  const file = `flows/${flow}.talk.yaml`;
  const yaml = readYaml(file, talkText(talk), (d) => expect(d).toBeUndefined());
  if (!yaml) throw new Error('unreadable');
  const read = readTalks(flow, yaml, (d) => expect(d).toBeUndefined());
  const [first] = read.talks;
  if (!first) throw new Error('no talk');
  expect(first.talk).toEqual(talk.talk);
  return rehearseTalk(where, read, first);
};

describe('a recorded talk', () => {
  test('holds routes and facts, and not one word of ours', () => {
    const said: Said = { name: 'a way', day: DAY, channel: 'sms', contents: ['hola', '1', 'menú'].map(text) };
    const { talk, flow } = recordTalk(release, said);
    expect(flow).not.toBe(release.settings.home);
    expect(talk.from).toBe('door');
    expect(talk.talk[0]).toEqual({ me: 'hola', at: 'desk', flow: 'front-desk' });
    for (const line of talk.talk) expect(Object.keys(line)).not.toContain('says');
    expect(rehearsed(release, said)).toBeUndefined();
  });

  test.each([
    'yes',
    'no',
    '007',
    '1e3',
    '~',
    'a: b',
    '- x',
    '"',
    "it's {{all}}",
    '# none',
    'línea\nsegunda',
    '\t',
    'null',
    '2026-11-21',
    '\u0000\u007f\u2028\ud800',
    '',
  ])('of %j reads back as it was said', (words) => {
    expect(
      rehearsed(release, { name: words.trim() || 'x', day: DAY, channel: 'sms', contents: [text(words)] }),
    ).toBeUndefined();
  });

  test.each([
    ['telegram', release],
    ['whatsapp', foreign],
  ] as const)('of any walk by buttons on %s passes its rehearsal', (channel, where) => {
    for (let seed = 1; seed <= 4; seed++) {
      const contents: Content[] = [text('hola')];
      let conversation: Parameters<typeof turn>[1];
      for (let i = 0; i < 12; i++) {
        const content = contents.at(-1) ?? text('');
        const turned = turn(where, conversation, { channel, content }, Date.parse(`${DAY}T18:00:00Z`) + i * 1000);
        conversation = turned.conversation ?? undefined;
        const option = turned.options[(seed * 7 + i * 5) % Math.max(1, turned.options.length)];
        contents.push(
          turned.laid?.ask === 'location'
            ? { kind: 'location', point: { kind: 'point', latitude: 20.5, longitude: -100.25 } }
            : option
              ? { kind: 'pick', id: option.id }
              : text(String(seed * i)),
        );
      }
      expect(rehearsed(where, { name: `walk ${seed}`, day: DAY, channel, contents })).toBeUndefined();
    }
  });

  test('is broken by no new wording', () => {
    const { talk, flow } = recordTalk(release, {
      name: 'x',
      day: DAY,
      channel: 'sms',
      contents: [text('hola'), text('2')],
    });
    const file = 'content/texts/es/front-desk.yaml';
    const reworded = releaseOf(
      withFile(filesOf(ROOT), file, (words) => words.replaceAll('Elige un número', 'Dime cuál')),
    );
    expect(recordTalk(reworded, { name: 'x', day: DAY, channel: 'sms', contents: [text('hola'), text('2')] })).toEqual({
      talk,
      flow,
    });
  });
});
