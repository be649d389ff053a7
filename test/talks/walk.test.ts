import { describe, expect, it } from 'vitest';
import { CAPABILITIES } from '../../src/channel/capability.ts';
import { segments } from '../../src/channel/gsm7.ts';
import { noonOf } from '../../src/check/rehearse.ts';
import { localesOf } from '../../src/content/release.ts';
import { openScene } from '../../src/content/scene.ts';
import { newConversation } from '../../src/dialog/conversation.ts';
import { roomOf } from '../../src/dialog/room.ts';
import { answer } from '../../src/dialog/script.ts';
import { filesOf, ROOT, releaseOf } from '../support/repository.ts';
import { walk } from '../support/walk.ts';

const release = releaseOf(filesOf(ROOT));
const CHANNELS = ['sms', 'whatsapp', 'telegram'] as const;
/** Today, the old rule inside and outside a holiday window, the new rule, and the day after the rules of this year end. */
const DAYS = ['2026-11-21', '2025-06-10', '2025-07-20', '2026-03-01', '2027-07-10'] as const;
/** Days on which a script has ways that it has on none of those: a reference rate and prices of the week, and before there were any. */
const MORE_DAYS: Readonly<Record<string, readonly string[]>> = { 'remittance-cost': ['2025-12-04', '2019-06-01'] };

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

const scripts = [...release.flows.values()]
  .filter((flow) => flow.id !== release.settings.home && flow.takes.size === 0)
  .map((flow) => flow.id);
const walked = new Map(
  scripts.map((flow) => [
    flow,
    [...DAYS, ...(MORE_DAYS[flow] ?? [])].map((day) => ({ day, ...walk(release, flow, day) })),
  ]),
);

describe('every script', () => {
  it('has every way taken', () => {
    const taken = new Set([...walked.values()].flatMap((days) => days.flatMap(({ ways }) => [...ways])));
    const missing = [...release.flows.values()]
      .filter((flow) => flow.id !== release.settings.home)
      .flatMap((flow) =>
        [...flow.steps.values()].flatMap((step) =>
          step.kind.exits(step.spec).map((exit) => `${flow.id}/${step.id}→${exit.to}`),
        ),
      )
      .filter((way) => !taken.has(way));
    expect(missing).toEqual([]);
  });

  describe.each(localesOf(release))('in %s', (locale) => {
    it.each(CHANNELS)('is said within the limits of %s, without a hole', (channel) => {
      const sizes: number[] = [];
      for (const days of walked.values())
        for (const { day, outcomes } of days)
          for (const outcome of outcomes) {
            const conversation = { ...newConversation(locale), greeted: true };
            const room = roomOf(
              release,
              openScene(release, noonOf(release, day)),
              { channel, content: { kind: 'text', text: '' } },
              conversation,
            );
            const { laid } = answer(room, outcome);
            const where = `${day} ${outcome.at.flow}/${outcome.at.step}: ${laid?.text}`;
            expect(laid?.text, where).toBeTruthy();
            expect(laid?.text, where).not.toMatch(/\{\{|undefined|NaN|\[object/);
            expect(laid?.text.length, where).toBeLessThanOrEqual(CAPABILITIES[channel].text);
            if (channel !== 'sms') continue;
            for (const page of [laid?.text ?? '', ...(laid?.rest ?? [])]) {
              expect(segments(page).encoding, where).toBe('gsm7');
              expect(segments(page).segments, where).toBeLessThanOrEqual(4);
            }
            sizes.push(segments(laid?.text ?? '').segments);
          }
      if (channel === 'sms') expect(median(sizes)).toBeLessThanOrEqual(2);
    });
  });
});
