import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAPABILITIES } from '../../src/channel/capability.ts';
import type { Content } from '../../src/channel/channel.ts';
import { segments } from '../../src/channel/gsm7.ts';
import type { Conversation } from '../../src/dialog/conversation.ts';
import { decodeConversation, encodeProfile, encodeState } from '../../src/dialog/conversation.ts';
import { turn } from '../../src/dialog/turn.ts';
import { FOREIGN, filesOf, ROOT, releaseOf } from '../support/repository.ts';
import { withoutPoints } from '../support/without-points.ts';

const releases = { repository: releaseOf(filesOf(ROOT)), foreign: releaseOf(filesOf(FOREIGN)) };

const WORDS = [
  'hola',
  'menu',
  'atrás',
  'back',
  'ayuda',
  'fuente',
  'más',
  'persona',
  'alto',
  'start',
  'borrar',
  'english',
  'idioma',
  'sí',
  'no',
  '1',
  '2',
  '3',
  '7',
  '2️⃣',
  '480',
  '2019',
  'en 20 días',
  '$1,950.50',
  '-5',
  '99999999999999999999',
  'carro',
  '',
];

const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
);
const content: fc.Arbitrary<Content> = fc.oneof(
  { weight: 12, arbitrary: text.map((t): Content => ({ kind: 'text', text: t })) },
  { weight: 4, arbitrary: fc.nat(12).map((n): Content => ({ kind: 'pick', id: `#${n}` })) },
  { weight: 1, arbitrary: fc.string({ maxLength: 30 }).map((id): Content => ({ kind: 'pick', id, title: id })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.double({ min: -90, max: 90, noNaN: true }), fc.double({ min: -180, max: 180, noNaN: true }))
      .map(([latitude, longitude]): Content => ({ kind: 'location', point: { kind: 'point', latitude, longitude } })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Content>(
      { kind: 'media' },
      { kind: 'group' },
      { kind: 'blocked' },
      { kind: 'consent', change: 'help' },
    ),
  },
);
const channel = fc.constantFrom('sms' as const, 'whatsapp' as const, 'telegram' as const);
const now = fc
  .constantFrom('2025-06-10', '2025-07-20', '2026-03-01', '2026-11-21', '2026-12-31', '2027-01-10', '2030-01-01')
  .map((d) => Date.parse(`${d}T18:00:00Z`));

describe.each(Object.entries(releases))('a turn of the %s', (_, release) => {
  it('is total: whatever comes wherever someone stands, there is a reply within the limits, and it never throws', () => {
    fc.assert(
      fc.property(fc.array(content, { maxLength: 25 }), channel, now, (contents, name, at) => {
        let conversation: Conversation | undefined;
        let options: readonly { id: string }[] = [];
        let stopped = false;
        for (const sent of contents) {
          // `#3` stands for the third option of the last message.
          const heard =
            sent.kind === 'pick' && sent.id.startsWith('#')
              ? { ...sent, id: options[Number(sent.id.slice(1))]?.id ?? sent.id }
              : sent;
          const turned = turn(release, conversation, { channel: name, content: heard }, at, stopped);
          const silent = stopped || heard.kind === 'consent' || heard.kind === 'blocked';
          if (!silent) expect(turned.laid?.text).toBeTruthy();
          for (const page of [turned.laid?.text ?? '', ...(turned.laid?.rest ?? [])]) {
            expect(page.length).toBeLessThanOrEqual(CAPABILITIES[name].text);
            expect(page).not.toMatch(/\{\{|undefined|NaN/);
            if (name === 'sms') expect(segments(page).encoding).toBe('gsm7');
          }
          if (turned.consent) stopped = turned.consent === 'stopped';
          options = turned.options;
          if (turned.conversation !== undefined) conversation = turned.conversation ?? undefined;
          if (conversation)
            expect(decodeConversation(encodeProfile(conversation), encodeState(conversation))).toEqual(
              withoutPoints(conversation),
            );
        }
      }),
      { numRuns: 300 },
    );
  }, 120_000);
  it('is pure: the same again gives the same', () => {
    fc.assert(
      fc.property(content, channel, now, (sent, name, at) => {
        const once = turn(release, undefined, { channel: name, content: sent }, at);
        expect(turn(release, undefined, { channel: name, content: sent }, at)).toEqual(once);
      }),
      { numRuns: 50 },
    );
  });
});
